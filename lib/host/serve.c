/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "host/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "base/arr.h"
#include "base/io.h"
#include "host/request.h"

enum {
	THREADS = 4, BACKLOG = 511, BLOCK = 32 << 10, HEADERS_MAX = 16 << 10, SPARE_DESCRIPTORS = 64,
	GRACE_SECONDS = 3, HOST_MAX = 64, INDEX_SECONDS = 1,
};
#define SECOND 1000000000LL

/* A connection, from its first byte to its last. Everything in it is under server.lock. */
struct client {
	struct client *before, *after;
	int fd;                         /* libmicrohttpd's */
	char host[HOST_MAX];
	long long since;                /* io_now() when what it is doing began */
	bool answering;                 /* else: we wait for a request */
	bool cut;                       /* shut down by us */
	uint64_t given, given_then;     /* bytes of the answer: now, and at SINCE */
};

struct server {
	struct shelf *shelf;
	const struct serve_options *options;
	pthread_mutex_t shelf_lock, lock, log_lock;
	struct client *client;
	long long refreshed;
};

/* A request under way. */
struct request {
	struct server *server;
	struct client *client;          /* NULL when its connection is unknown, which does not happen */
	char *uri;                      /* as it came; owned */
	char *method;                   /* owned; NULL before the headers are whole */
	unsigned status;                /* 0: libmicrohttpd refused it by itself */
	bool seen;
	uint64_t sent;
};

/* An answer's bytes: a part of a file. */
struct part {
	struct request *request;
	int fd;
	uint64_t from, n;
};

/* As it came, but fit for a terminal: all but ASCII is escaped, which a file of lines may hold. */
static void
add_hostile(struct str *line, const char *text)
{
	for (; *text; text++) {
		if (*text > 0x20 && *text < 0x7f && *text != '\\')
			str_addc(line, *text);
		else
			str_addf(line, "\\%03o", (unsigned char)*text);
	}
}

static void
say(struct server *server, const struct client *client, const struct request *request, bool cut)
{
	struct str line = STR_INIT;

	if (!server->options->log)
		return;
	str_addf(&line, "%s ", client ? client->host : "-");
	add_hostile(&line, request && request->method ? request->method : "-");
	str_addc(&line, ' ');
	add_hostile(&line, request && request->uri ? request->uri : "-");
	str_addf(&line, " %u %llu%s", request ? request->status : 0, (unsigned long long)(request ? request->sent : 0),
		cut ? " cut" : "");
	pthread_mutex_lock(&server->log_lock);
	server->options->log(server->options->data, line.at);
	pthread_mutex_unlock(&server->log_lock);
	str_release(&line);
}

/* Answers. */

static void
add_headers(struct MHD_Response *response, const char *type)
{
	MHD_add_response_header(response, "Content-Type", type);
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	MHD_add_response_header(response, "Server", "lbs-mirror");
}

static enum MHD_Result
send_response(struct request *request, struct MHD_Connection *connection, unsigned status,
	struct MHD_Response *response)
{
	enum MHD_Result ret = MHD_queue_response(connection, status, response);

	request->status = status;
	MHD_destroy_response(response);
	return ret;
}

static bool
is_head(const struct request *request)
{
	return !strcmp(request->method, "HEAD");
}

/* TEXT is taken over. */
static enum MHD_Result
send_text(struct request *request, struct MHD_Connection *connection, unsigned status, const char *type,
	struct str *text, const char *header, const char *value)
{
	size_t n = text->n;
	struct MHD_Response *response = MHD_create_response_from_buffer(n, str_take(text), MHD_RESPMEM_MUST_FREE);

	if (!response)
		return MHD_NO;
	add_headers(response, type);
	if (header)
		MHD_add_response_header(response, header, value);
	request->sent = is_head(request) ? 0 : n;
	return send_response(request, connection, status, response);
}

static enum MHD_Result
send_words(struct request *request, struct MHD_Connection *connection, unsigned status, const char *words,
	const char *header, const char *value)
{
	struct str text = STR_INIT;

	str_addf(&text, "%u: %s\n", status, words);
	return send_text(request, connection, status, "text/plain; charset=utf-8", &text, header, value);
}

static ssize_t
read_part(void *data, uint64_t at, char *bytes, size_t max)
{
	struct part *part = data;
	struct client *client = part->request->client;
	ssize_t got;

	if (at >= part->n)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (max > part->n - at)
		max = (size_t)(part->n - at);
	do
		got = pread(part->fd, bytes, max, (off_t)(part->from + at));
	while (got < 0 && errno == EINTR);
	/* The length is promised already: a file that got shorter can only be told by breaking off. */
	if (got <= 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	part->request->sent += (uint64_t)got;
	if (client) {
		pthread_mutex_lock(&part->request->server->lock);
		client->given += (uint64_t)got;
		pthread_mutex_unlock(&part->request->server->lock);
	}
	return got;
}

static void
free_part(void *data)
{
	struct part *part = data;

	io_drop(&part->fd);
	free(part);
}

static const char *
header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* 200, 206, 304, 412 or 416, in the RFC's order (9110, 13.2.2); *FROM and *N are the part to send. */
static unsigned
decide(struct MHD_Connection *connection, bool head, uint64_t size, const struct digest *digest, uint64_t *from,
	uint64_t *n)
{
	const char *match = header(connection, "If-Match"), *none = header(connection, "If-None-Match");
	const char *only = header(connection, "If-Range"), *range = header(connection, "Range");
	enum request_range answer = REQUEST_WHOLE;

	if (match && !request_has_tag(span_of(match), digest, REQUEST_STRONG))
		return MHD_HTTP_PRECONDITION_FAILED;
	*from = 0;
	*n = size;
	if (none && request_has_tag(span_of(none), digest, REQUEST_WEAK))
		return MHD_HTTP_NOT_MODIFIED;
	/* A part of something else than the client has would be worse than all of it. */
	if (range && !head && (!only || (only[0] == '"' && request_has_tag(span_of(only), digest, REQUEST_STRONG))))
		answer = request_range(span_of(range), size, from, n);
	if (answer == REQUEST_WHOLE) {
		*from = 0;
		*n = size;
		return MHD_HTTP_OK;
	}
	return answer == REQUEST_PART ? MHD_HTTP_PARTIAL_CONTENT : MHD_HTTP_RANGE_NOT_SATISFIABLE;
}

/* Answer with the file behind FD, which is taken over. */
static enum MHD_Result
send_file(struct request *request, struct MHD_Connection *connection, int fd, uint64_t size,
	const struct digest *digest)
{
	char tag[DIGEST_HEX + 3], where[96];
	struct MHD_Response *response;
	struct part *part;
	uint64_t from, n;
	unsigned status = decide(connection, is_head(request), size, digest, &from, &n);

	snprintf(tag, sizeof(tag), "\"%s\"", digest_text(digest).text);
	if (status == MHD_HTTP_PRECONDITION_FAILED || status == MHD_HTTP_RANGE_NOT_SATISFIABLE) {
		io_drop(&fd);
		snprintf(where, sizeof(where), "bytes */%llu", (unsigned long long)size);
		return status == MHD_HTTP_PRECONDITION_FAILED
			? send_words(request, connection, status, "the file is another now", "ETag", tag)
			: send_words(request, connection, status, "wants one range of bytes that the file has", "Content-Range",
				where);
	}
	/* Of a 304 the length is that of the whole file, too; libmicrohttpd sends no byte of it. */
	part = arr_new(1, sizeof(*part));
	*part = (struct part){ request, fd, from, n };
	response = MHD_create_response_from_callback(n, BLOCK, read_part, part, free_part);
	if (!response) {
		free_part(part);
		return MHD_NO;
	}
	add_headers(response, "application/octet-stream");
	MHD_add_response_header(response, "ETag", tag);
	MHD_add_response_header(response, "Accept-Ranges", "bytes");
	if (status == MHD_HTTP_PARTIAL_CONTENT) {
		snprintf(where, sizeof(where), "bytes %llu-%llu/%llu", (unsigned long long)from,
			(unsigned long long)(from + n - 1), (unsigned long long)size);
		MHD_add_response_header(response, "Content-Range", where);
	}
	return send_response(request, connection, status, response);
}

static bool
may_give(const struct server *server, const char *name, const struct digest *digest)
{
	return name[0] != '.' && (!server->options->may || server->options->may(server->options->data, name, digest));
}

/* The digest of the open file, hashed again when it is not the one that the shelf knows. */
static int
learn_digest(struct server *server, const char *name, int fd, const struct shelf_mark *mark,
	struct digest *digest, struct err *err)
{
	const struct shelf_file *file;
	bool known = false;

	pthread_mutex_lock(&server->shelf_lock);
	file = shelf_find(server->shelf, name);
	if (file && file->kind == SHELF_FILE && shelf_is_same(&file->mark, mark)) {
		*digest = file->digest;
		known = true;
	}
	pthread_mutex_unlock(&server->shelf_lock);
	return known ? 0 : digest_fd(fd, name, digest, err);
}

/* Look at the folder again, but not for every client anew. */
static void
refresh(struct server *server)
{
	struct err ignored = ERR_INIT;

	if (server->refreshed && io_now() - server->refreshed < INDEX_SECONDS * SECOND)
		return;
	/* What cannot be listed now stays as it was known. */
	(void)shelf_refresh(server->shelf, &(struct shelf_options){ .jobs = 1 }, &ignored);
	server->refreshed = io_now();
}

static enum MHD_Result
give_file(struct request *request, struct MHD_Connection *connection, const char *name)
{
	struct server *server = request->server;
	struct err err = ERR_INIT;
	struct shelf_mark mark;
	struct digest digest;
	const struct shelf_file *file;
	int fd = shelf_open(server->shelf->dir, name, &mark, &err);
	bool known;

	if (fd < 0)
		return send_words(request, connection, MHD_HTTP_NOT_FOUND, "no such file", NULL, NULL);
	pthread_mutex_lock(&server->shelf_lock);
	file = shelf_find(server->shelf, name);
	known = file && file->kind == SHELF_FILE && shelf_is_same(&file->mark, &mark);
	/* New or changed: known from now on, so that it is hashed once and not for each client. */
	if (!known) {
		server->refreshed = 0;
		refresh(server);
	}
	pthread_mutex_unlock(&server->shelf_lock);
	if (learn_digest(server, name, fd, &mark, &digest, &err) < 0) {
		io_drop(&fd);
		return send_words(request, connection, MHD_HTTP_INTERNAL_SERVER_ERROR, "the file cannot be read", NULL, NULL);
	}
	if (!may_give(server, name, &digest)) {
		io_drop(&fd);
		return send_words(request, connection, MHD_HTTP_NOT_FOUND,
			"there is such a file, and its bytes are not the right ones", NULL, NULL);
	}
	return send_file(request, connection, fd, mark.size, &digest);
}

/* NAME in an attribute and in text: letters, digits and what is harmless as they are. */
static void
add_link(struct str *text, const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+";

	str_adds(text, "<a href=\"");
	for (const char *at = name; *at; at++) {
		if (strchr(plain, *at))
			str_addc(text, *at);
		else
			str_addf(text, "%%%02X", (unsigned char)*at);
	}
	str_adds(text, "\">");
	for (const char *at = name; *at; at++) {
		if (strchr(plain, *at))
			str_addc(text, *at);
		else
			str_addf(text, "&#%u;", (unsigned char)*at);
	}
	str_adds(text, "</a>");
}

static enum MHD_Result
give_index(struct request *request, struct MHD_Connection *connection)
{
	struct server *server = request->server;
	const char *accept = header(connection, "Accept");
	bool html = accept && strstr(accept, "text/html");
	struct str text = STR_INIT;

	if (html)
		str_adds(&text, "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"iso-8859-1\">\n<title>Mirror</title>\n<pre>\n");
	pthread_mutex_lock(&server->shelf_lock);
	refresh(server);
	for (size_t i = 0; i < server->shelf->nfile; i++) {
		const struct shelf_file *file = &server->shelf->file[i];

		if (file->kind != SHELF_FILE || !may_give(server, file->name, &file->digest) || strchr(file->name, '\n'))
			continue;
		str_addf(&text, "%s  ", digest_text(&file->digest).text);
		if (html)
			add_link(&text, file->name);
		else
			str_adds(&text, file->name);
		str_addc(&text, '\n');
	}
	pthread_mutex_unlock(&server->shelf_lock);
	if (html)
		str_adds(&text, "</pre>\n</html>\n");
	if (!text.at)
		str_adds(&text, "");
	return send_text(request, connection, MHD_HTTP_OK, html ? "text/html" : "text/plain", &text, "Vary", "Accept");
}

static enum MHD_Result
give(struct request *request, struct MHD_Connection *connection)
{
	struct span path = span_of(request->uri), rest = path;
	char name[REQUEST_NAME_MAX + 1];

	span_cut(&rest, '?', &path);
	switch (request_path(path, name)) {
	case REQUEST_INDEX:
		return give_index(request, connection);
	case REQUEST_FILE:
		return give_file(request, connection, name);
	case REQUEST_NOWHERE:
		return send_words(request, connection, MHD_HTTP_NOT_FOUND, "no such file", NULL, NULL);
	case REQUEST_BROKEN:
		break;
	}
	return send_words(request, connection, MHD_HTTP_BAD_REQUEST, "the path is broken", NULL, NULL);
}

/* What libmicrohttpd calls. */

static struct client *
client_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

/* The path as it came: libmicrohttpd is kept from undoing escapes, which would turn %00 into an end. */
static size_t
keep_escapes(void *data, struct MHD_Connection *connection, char *text)
{
	(void)data;
	(void)connection;
	return strlen(text);
}

/* The first line is there; headers follow. */
static void *
on_uri(void *data, const char *uri, struct MHD_Connection *connection)
{
	struct request *request = arr_new(1, sizeof(*request));

	*request = (struct request){ .server = data, .client = client_of(connection), .uri = arr_dup(uri) };
	return request;
}

static enum MHD_Result
on_request(void *data, struct MHD_Connection *connection, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_n, void **context)
{
	struct request *request = *context;
	const char *length = header(connection, "Content-Length");

	(void)data;
	(void)url;
	(void)version;
	(void)upload;
	/* First with the headers alone, then with what the body brings, then for the answer. */
	if (request->seen) {
		if (*upload_n == 0)
			return give(request, connection);
		*upload_n = 0;
		return MHD_YES;
	}
	request->seen = true;
	request->method = arr_dup(method);
	if (request->client) {
		pthread_mutex_lock(&request->server->lock);
		request->client->answering = true;
		request->client->since = io_now();
		request->client->given_then = request->client->given;
		pthread_mutex_unlock(&request->server->lock);
	}
	if (header(connection, "Transfer-Encoding") || (length && strcmp(length, "0")))
		return send_words(request, connection, MHD_HTTP_BAD_REQUEST, "a body is not wanted", "Connection", "close");
	if (strcmp(method, "GET") && strcmp(method, "HEAD"))
		return send_words(request, connection, MHD_HTTP_METHOD_NOT_ALLOWED, "GET and HEAD alone", "Allow", "GET, HEAD");
	return MHD_YES;
}

static void
on_end(void *data, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
	struct request *request = *context;
	struct server *server = data;

	(void)connection;
	if (!request)
		return;
	say(server, request->client, request, code != MHD_REQUEST_TERMINATED_COMPLETED_OK);
	if (request->client) {
		pthread_mutex_lock(&server->lock);
		request->client->answering = false;
		request->client->since = io_now();
		pthread_mutex_unlock(&server->lock);
	}
	free(request->uri);
	free(request->method);
	free(request);
	*context = NULL;
}

static void
name_client(struct client *client, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *address = info ? info->client_addr : NULL;
	socklen_t n = address && address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);

	if (!address || getnameinfo(address, n, client->host, sizeof(client->host), NULL, 0, NI_NUMERICHOST) != 0)
		snprintf(client->host, sizeof(client->host), "-");
}

static void
on_connection(void *data, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
	struct server *server = data;
	struct client *client = *context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

		client = arr_new(1, sizeof(*client));
		*client = (struct client){ .fd = info ? info->connect_fd : -1, .since = io_now() };
		name_client(client, connection);
		pthread_mutex_lock(&server->lock);
		client->after = server->client;
		if (server->client)
			server->client->before = client;
		server->client = client;
		pthread_mutex_unlock(&server->lock);
		*context = client;
	} else if (client) {
		/* The descriptor is closed after this, so that nobody shuts down another's. */
		pthread_mutex_lock(&server->lock);
		if (client->before)
			client->before->after = client->after;
		else
			server->client = client->after;
		if (client->after)
			client->after->before = client->before;
		pthread_mutex_unlock(&server->lock);
		free(client);
		*context = NULL;
	}
}

/*
 * Cut off who is too slow. libmicrohttpd's own timeout counts from the last
 * byte, and a byte now and then would hold a connection for ever. Returns how many
 * answers are under way.
 */
static size_t
watch(struct server *server, bool all_idle)
{
	unsigned patience = server->options->patience ? server->options->patience : SERVE_PATIENCE;
	long long now = io_now();
	size_t answers = 0;

	pthread_mutex_lock(&server->lock);
	for (struct client *client = server->client; client; client = client->after) {
		bool late = now - client->since > patience * SECOND;

		answers += client->answering;
		if (client->cut || (!late && !(all_idle && !client->answering)))
			continue;
		if (client->answering && client->given - client->given_then >= (uint64_t)patience * SERVE_SLOWEST) {
			client->since = now;
			client->given_then = client->given;
			continue;
		}
		client->cut = true;
		if (client->fd >= 0)
			shutdown(client->fd, SHUT_RDWR);
	}
	pthread_mutex_unlock(&server->lock);
	return answers;
}

/* Starting and ending. */

static int
cut_address(const char *listen_at, char **host, char **port, struct err *err)
{
	const char *colon = strrchr(listen_at, ':');
	size_t n = colon ? (size_t)(colon - listen_at) : 0;
	const char *at = listen_at;

	if (!colon || n == 0 || span_number(span_of(colon + 1), 65535) < 0)
		return err_set(err, ERR_SYNTAX, "'%s': wants ADDRESS:PORT, like 127.0.0.1:8000, [::1]:8000 or *:8000", listen_at);
	if (n > 2 && at[0] == '[' && at[n - 1] == ']') {
		at++;
		n -= 2;
	}
	*host = n == 1 && at[0] == '*' ? NULL : arr_dupn(at, n);
	*port = arr_dup(colon + 1);
	return 0;
}

static int
listen_on(const char *listen_at, int *fd, char **address, struct err *err)
{
	struct addrinfo want = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	struct addrinfo *found = NULL;
	struct sockaddr_storage bound;
	socklen_t n = sizeof(bound);
	char *host = NULL, *port = NULL, number[NI_MAXHOST], service[NI_MAXSERV];
	int one = 1, code, ret = -1;

	if (cut_address(listen_at, &host, &port, err) < 0)
		return -1;
	if (!host)
		want.ai_family = AF_INET;
	code = getaddrinfo(host, port, &want, &found);
	if (code != 0) {
		err_set(err, ERR_SYNTAX, "'%s': %s", listen_at, gai_strerror(code));
		goto out;
	}
	*fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (*fd < 0 || setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) < 0
		|| bind(*fd, found->ai_addr, found->ai_addrlen) < 0 || listen(*fd, BACKLOG) < 0
		|| getsockname(*fd, (struct sockaddr *)&bound, &n) < 0
		|| getnameinfo((struct sockaddr *)&bound, n, number, sizeof(number), service, sizeof(service),
			NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
		err_sys(err, "%s", listen_at);
		io_drop(fd);
		goto out;
	}
	*address = str_format(strchr(number, ':') ? "http://[%s]:%s/" : "http://%s:%s/", number, service);
	ret = 0;
out:
	if (found)
		freeaddrinfo(found);
	free(host);
	free(port);
	return ret;
}

/* Each connection needs two descriptors: itself, and the file that it is sent. */
static unsigned
client_limit(unsigned wanted)
{
	struct rlimit limit;
	unsigned long long room;

	if (wanted == 0)
		wanted = SERVE_CLIENTS;
	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return wanted;
	if (limit.rlim_cur < 2ULL * wanted + SPARE_DESCRIPTORS) {
		limit.rlim_cur = limit.rlim_max < 2ULL * wanted + SPARE_DESCRIPTORS ? limit.rlim_max
			: 2ULL * wanted + SPARE_DESCRIPTORS;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
		if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
			return wanted;
	}
	room = limit.rlim_cur > SPARE_DESCRIPTORS ? (limit.rlim_cur - SPARE_DESCRIPTORS) / 2 : 1;
	return room < wanted ? (unsigned)room : wanted;
}

static struct MHD_Daemon *
start(struct server *server, int fd, unsigned clients)
{
	unsigned threads = clients < THREADS ? 1 : THREADS;

	return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, on_request, server,
		MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_THREAD_POOL_SIZE, threads,
		MHD_OPTION_CONNECTION_LIMIT, clients,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS_MAX,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
		MHD_OPTION_URI_LOG_CALLBACK, on_uri, server,
		MHD_OPTION_NOTIFY_COMPLETED, on_end, server,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, server,
		MHD_OPTION_END);
}

static void
run(struct server *server)
{
	const struct timespec tick = { 0, 50000000 };

	while (!server->options->stop || !*server->options->stop) {
		nanosleep(&tick, NULL);
		watch(server, false);
	}
}

int
serve_folder(struct shelf *shelf, const struct serve_options *options, struct err *err)
{
	struct server server = {
		.shelf = shelf,
		.options = options,
		.shelf_lock = PTHREAD_MUTEX_INITIALIZER,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.log_lock = PTHREAD_MUTEX_INITIALIZER,
	};
	const struct timespec tick = { 0, 20000000 };
	unsigned clients = client_limit(options->clients);
	struct MHD_Daemon *daemon;
	char *address = NULL;
	long long end;
	int fd = -1;

	if (listen_on(options->listen, &fd, &address, err) < 0)
		return -1;
	daemon = start(&server, fd, clients);
	if (!daemon) {
		io_drop(&fd);
		free(address);
		return err_set(err, ERR_SYSTEM, "libmicrohttpd: cannot be started");
	}
	if (options->ready)
		options->ready(options->data, address, clients);
	free(address);
	run(&server);
	/* No new clients; those that wait for nothing go; the others may have a moment. */
	(void)MHD_quiesce_daemon(daemon);
	end = io_now() + GRACE_SECONDS * SECOND;
	while (watch(&server, true) && io_now() < end)
		nanosleep(&tick, NULL);
	MHD_stop_daemon(daemon);
	io_drop(&fd);
	return 0;
}
