/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/download.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"

enum { TRIES = 3, REDIRECTS = 10, CONNECT_SECONDS = 20, STALL_SECONDS = 30, JOBS = 4, AWAY_AFTER = 3 };
#define PAUSE_NS 250000000LL
#define MAX_BYTES (4ULL << 30)

/* A server that could not be reached; hundreds of files must not each wait for it. */
struct away {
	struct span host;               /* "http://host:80", borrowed from an address */
	unsigned failures;              /* in a row */
	char why[CURL_ERROR_SIZE];      /* of the last */
};

struct aways {
	struct away *away;
	size_t n;
};

/* A download under way, or waiting for its next try. */
struct transfer {
	struct aways *aways;            /* shared by all */
	struct download *download;
	const struct fetch_options *options;
	CURL *curl;
	bool running;
	int fd;                         /* of the partial file */
	uint64_t had;                   /* bytes that were there before this try */
	uint64_t got;                   /* bytes in the file now */
	bool too_long;
	bool unwritten;                 /* our own disk said no: nobody else's fault */
	struct err *err;
	bool fresh;                     /* started again from nothing because what was there did not fit */
	unsigned tries;                 /* of the address at hand */
	long long not_before;           /* io_now() of the next try */
	char why[CURL_ERROR_SIZE];
};

static size_t
on_bytes(char *bytes, size_t size, size_t n, void *data)
{
	struct transfer *transfer = data;
	struct fetch_progress at = { transfer->download->item->name, 0 };

	if (transfer->got + size * n > (transfer->options->max_bytes ? transfer->options->max_bytes : MAX_BYTES)) {
		transfer->too_long = true;
		return 0;
	}
	if (io_write(transfer->fd, transfer->download->partial, (struct span){ bytes, size * n }, transfer->err) < 0) {
		transfer->unwritten = true;
		return 0;
	}
	transfer->got += size * n;
	at.got = transfer->got;
	if (transfer->options->progress)
		transfer->options->progress(transfer->options->data, &at);
	return size * n;
}

static const char *
address(const struct transfer *transfer)
{
	return transfer->download->url[transfer->download->at];
}

static void
note(struct transfer *transfer, const char *why)
{
	fetch_note_failure(transfer->download->result, str_format("%s: %s", address(transfer), why));
}

/* What is known about the server of the address at hand. */
static struct away *
away_of(const struct transfer *transfer)
{
	struct aways *aways = transfer->aways;
	struct span host = span_of(address(transfer));
	const char *path = strstr(host.at, "://");

	path = path ? strchr(path + 3, '/') : NULL;
	if (path)
		host.n = (size_t)(path - host.at);
	for (size_t i = 0; i < aways->n; i++) {
		if (span_eq(aways->away[i].host, host))
			return &aways->away[i];
	}
	*arr_push(&aways->away, &aways->n) = (struct away){ .host = host };
	return &aways->away[aways->n - 1];
}

static void
count_reached(struct transfer *transfer, CURLcode code)
{
	struct away *away = away_of(transfer);
	double connected = 0;

	curl_easy_getinfo(transfer->curl, CURLINFO_CONNECT_TIME, &connected);
	if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT
		|| (code == CURLE_OPERATION_TIMEDOUT && connected <= 0)) {
		away->failures++;
		snprintf(away->why, sizeof(away->why), "%s", transfer->why[0] ? transfer->why : curl_easy_strerror(code));
	} else {
		away->failures = 0;
	}
}

static void
next_address(struct transfer *transfer)
{
	transfer->download->at++;
	transfer->tries = 0;
	transfer->fresh = false;
	transfer->not_before = 0;
}

/* Does what lies in the partial file have the digest that is wanted? */
static bool
fits(struct transfer *transfer)
{
	struct digest digest;
	struct err ignored;

	return lseek(transfer->fd, 0, SEEK_SET) == 0
		&& digest_fd(transfer->fd, transfer->download->partial, &digest, &ignored) == 0
		&& digest_eq(&digest, &transfer->download->item->digest);
}

static int
start(struct transfer *transfer, CURLM *multi, struct err *err)
{
	const struct fetch_options *options = transfer->options;
	CURL *curl = curl_easy_init();
	off_t end;

	if (!curl)
		return err_set(err, ERR_SYSTEM, "libcurl: no memory");
	end = lseek(transfer->fd, 0, SEEK_END);
	transfer->had = transfer->got = end > 0 ? (uint64_t)end : 0;
	transfer->too_long = false;
	transfer->why[0] = '\0';
	curl_easy_setopt(curl, CURLOPT_URL, address(transfer));
	curl_easy_setopt(curl, CURLOPT_PRIVATE, transfer);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, transfer->why);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "lbs/" LBS_VERSION);
	curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME,
		(long)(options->stall_seconds ? options->stall_seconds : STALL_SECONDS));
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
	curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
	if (transfer->had)
		curl_easy_setopt(curl, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)transfer->had);
	if (curl_multi_add_handle(multi, curl) != CURLM_OK) {
		curl_easy_cleanup(curl);
		return err_set(err, ERR_SYSTEM, "libcurl: no memory");
	}
	transfer->curl = curl;
	transfer->running = true;
	return 0;
}

/* Start the address at hand again from nothing, once. */
static bool
start_afresh(struct transfer *transfer)
{
	if (transfer->fresh)
		return false;
	transfer->fresh = true;
	return ftruncate(transfer->fd, 0) == 0;
}

/* Worth another try at the same address? */
static bool
may_pass(CURLcode code, long status)
{
	switch (code) {
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return true;
	case CURLE_HTTP_RETURNED_ERROR:
		return status >= 500 || status == 408 || status == 429;
	default:
		return false;
	}
}

static void
finish(struct transfer *transfer, CURLcode code)
{
	long status = 0;

	curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
	count_reached(transfer, code);
	if (code == CURLE_OK && fits(transfer)) {
		transfer->download->done = true;
		return;
	}
	if (code == CURLE_OK) {
		/* What was there from another place may have been the wrong part. */
		if (transfer->had && start_afresh(transfer))
			return;
		note(transfer, "wrong bytes: the SHA-256 is another");
		(void)!ftruncate(transfer->fd, 0);
		next_address(transfer);
		return;
	}
	/* The server knows no ranges, or the file is shorter than what we have. */
	if (transfer->had && (code == CURLE_RANGE_ERROR || status == 416) && start_afresh(transfer))
		return;
	if (transfer->too_long) {
		note(transfer, "longer than the limit");
		(void)!ftruncate(transfer->fd, 0);
		next_address(transfer);
		return;
	}
	if (may_pass(code, status) && ++transfer->tries < TRIES) {
		transfer->not_before = io_now() + (PAUSE_NS << (transfer->tries - 1));
		return;
	}
	note(transfer, transfer->why[0] ? transfer->why : curl_easy_strerror(code));
	next_address(transfer);
}

static void
take_messages(CURLM *multi)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(multi, &left))) {
		struct transfer *transfer;
		CURL *curl = message->easy_handle;
		CURLcode code = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
		finish(transfer, code);
		curl_multi_remove_handle(multi, curl);
		curl_easy_cleanup(curl);
		transfer->curl = NULL;
		transfer->running = false;
	}
}

static bool
is_over(const struct transfer *transfer)
{
	return transfer->download->done || transfer->download->at >= transfer->download->nurl;
}

static int
run_all(struct transfer *transfer, size_t n, CURLM *multi, unsigned jobs, struct err *err)
{
	for (;;) {
		unsigned running = 0;
		bool left = false;
		int active;

		for (size_t i = 0; i < n; i++)
			running += transfer[i].running;
		for (size_t i = 0; i < n; i++) {
			if (is_over(&transfer[i]))
				continue;
			left = true;
			if (transfer[i].running || running >= jobs || io_now() < transfer[i].not_before)
				continue;
			if (away_of(&transfer[i])->failures >= AWAY_AFTER) {
				note(&transfer[i], away_of(&transfer[i])->why);
				next_address(&transfer[i]);
				continue;
			}
			if (start(&transfer[i], multi, err) < 0)
				return -1;
			running++;
		}
		if (!left)
			return 0;
		if (transfer->options->stop && *transfer->options->stop)
			return err_set(err, ERR_SYSTEM, "interrupted; what came so far is kept");
		if (curl_multi_perform(multi, &active) != CURLM_OK
			|| curl_multi_poll(multi, NULL, 0, 50, NULL) != CURLM_OK)
			return err_set(err, ERR_SYSTEM, "libcurl: the transfers cannot go on");
		take_messages(multi);
		for (size_t i = 0; i < n; i++) {
			if (transfer[i].unwritten)
				return -1;
		}
	}
}

int
download_all(struct download *download, size_t n, const struct fetch_options *options, struct err *err)
{
	struct transfer *transfer = arr_new(n, sizeof(*transfer));
	struct aways aways = { NULL, 0 };
	CURLM *multi = NULL;
	int ret = -1;

	for (size_t i = 0; i < n; i++) {
		transfer[i] = (struct transfer){ .aways = &aways, .download = &download[i], .options = options,
			.fd = -1, .err = err };
		transfer[i].fd = open(download[i].partial, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
		if (transfer[i].fd < 0) {
			err_sys(err, "%s", download[i].partial);
			goto out;
		}
		/* A run that was killed may have had all of it. */
		if (lseek(transfer[i].fd, 0, SEEK_END) > 0 && fits(&transfer[i]))
			download[i].done = true;
	}
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(multi = curl_multi_init())) {
		err_set(err, ERR_SYSTEM, "libcurl: cannot be used");
		goto out;
	}
	ret = run_all(transfer, n, multi, options->jobs ? options->jobs : JOBS, err);
out:
	for (size_t i = 0; i < n; i++) {
		if (transfer[i].curl) {
			curl_multi_remove_handle(multi, transfer[i].curl);
			curl_easy_cleanup(transfer[i].curl);
		}
		io_drop(&transfer[i].fd);
	}
	if (multi)
		curl_multi_cleanup(multi);
	free(aways.away);
	free(transfer);
	return ret;
}
