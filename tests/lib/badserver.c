/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-badserver - an HTTP server with every bad habit, on a loopback port, for tests
 *
 *     lbs-badserver FILE LOG        prints its port, serves FILE, writes requests to LOG
 *
 * The habit is the path's first part; the rest of the path is ignored:
 *
 *     /good        FILE, ranges understood           /slow      the same, in small pieces
 *     /cut         half of what is asked for, then the connection ends; ranges understood
 *     /once        as /cut, but whole from the second request on
 *     /noranges    FILE, whatever range is asked for  /long      says it is longer than it is
 *     /short       says it is shorter than it is      /wrong     other bytes of that length
 *     /missing     404         /busy   503, and FILE from the third request on
 *     /stall       a header, and then nothing         /endless   bytes without end
 *     /chunked     FILE in chunks                     /gzip      FILE, said to be gzip-encoded
 *     /redirect    to /good    /loop   to itself      /tofile    to file:///etc/passwd
 *     /badrange    the wrong part for a range
 *
 * One connection a process; it ends by itself after two minutes.
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char *body;
static size_t size;
static FILE *requests;

static void
send_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);

		if (sent <= 0)
			_exit(0);
		bytes += sent;
		n -= (size_t)sent;
	}
}

static void
send_head(int fd, const char *status, const char *more, long length)
{
	char head[512];
	int n = snprintf(head, sizeof(head), "HTTP/1.1 %s\r\nConnection: close\r\n%s", status, more);

	if (length >= 0)
		n += snprintf(head + n, sizeof(head) - (size_t)n, "Content-Length: %ld\r\n", length);
	n += snprintf(head + n, sizeof(head) - (size_t)n, "\r\n");
	send_all(fd, head, (size_t)n);
}

static int
is(const char *path, const char *habit)
{
	size_t n = strlen(habit);

	return !strncmp(path + 1, habit, n) && (path[n + 1] == '/' || path[n + 1] == '\0');
}

static void
send_part(int fd, const char *path, size_t from, int count)
{
	char more[128] = "";
	size_t left = size - from;

	if (from && !is(path, "noranges"))
		snprintf(more, sizeof(more), "Content-Range: bytes %zu-%zu/%zu\r\n", from, size - 1, size);
	send_head(fd, from ? "206 Partial Content" : "200 OK", more, (long)left);
	if (is(path, "cut") || (is(path, "once") && count == 1))
		left = left / 2;
	for (size_t at = 0; at < left; at += 4096) {
		send_all(fd, body + from + at, left - at < 4096 ? left - at : 4096);
		if (is(path, "slow"))
			usleep(20000);
	}
}

static void
answer(int fd, const char *path, size_t from, int count)
{
	char chunk[32];

	if (is(path, "missing")) {
		send_head(fd, "404 Not Found", "", 0);
	} else if (is(path, "busy") && count < 3) {
		send_head(fd, "503 Service Unavailable", "", 0);
	} else if (is(path, "redirect")) {
		send_head(fd, "302 Found", "Location: /good/x\r\n", 0);
	} else if (is(path, "loop")) {
		send_head(fd, "302 Found", "Location: /loop/x\r\n", 0);
	} else if (is(path, "tofile")) {
		send_head(fd, "302 Found", "Location: file:///etc/passwd\r\n", 0);
	} else if (is(path, "stall")) {
		send_head(fd, "200 OK", "", (long)size);
		sleep(20);
	} else if (is(path, "endless")) {
		send_head(fd, "200 OK", "", -1);
		for (int i = 0; i < 100000; i++)
			send_all(fd, body, size);
	} else if (is(path, "wrong")) {
		send_head(fd, "200 OK", "", (long)size);
		for (size_t i = 0; i < size; i++)
			send_all(fd, "x", 1);
	} else if (is(path, "long")) {
		send_head(fd, "200 OK", "", (long)size + 100);
		send_all(fd, body, size);
	} else if (is(path, "short")) {
		send_head(fd, "200 OK", "", (long)size - 100);
		send_all(fd, body, size);
	} else if (is(path, "chunked")) {
		send_head(fd, "200 OK", "Transfer-Encoding: chunked\r\n", -1);
		for (size_t at = 0; at < size; at += 1000) {
			size_t n = size - at < 1000 ? size - at : 1000;

			snprintf(chunk, sizeof(chunk), "%zx\r\n", n);
			send_all(fd, chunk, strlen(chunk));
			send_all(fd, body + at, n);
			send_all(fd, "\r\n", 2);
		}
		send_all(fd, "0\r\n\r\n", 5);
	} else if (is(path, "gzip")) {
		send_head(fd, "200 OK", "Content-Encoding: gzip\r\n", (long)size);
		send_all(fd, body, size);
	} else if (is(path, "badrange") && from) {
		send_head(fd, "206 Partial Content", "", (long)(size - from));
		send_all(fd, body, size - from);
	} else {
		send_part(fd, path, is(path, "noranges") ? 0 : from, count);
	}
}

static void
serve(int fd, int count)
{
	char request[8192], path[1024] = "/";
	size_t n = 0, from = 0;
	char *range;

	while (n < sizeof(request) - 1) {
		ssize_t got = recv(fd, request + n, sizeof(request) - 1 - n, 0);

		if (got <= 0)
			_exit(0);
		n += (size_t)got;
		request[n] = '\0';
		if (strstr(request, "\r\n\r\n"))
			break;
	}
	sscanf(request, "GET %1023s", path);
	range = strstr(request, "Range: bytes=");
	if (range)
		from = strtoul(range + 13, NULL, 10);
	if (from > size)
		from = size;
	fprintf(requests, "%s %zu\n", path, from);
	fflush(requests);
	if (range && from == size && !is(path, "noranges"))
		send_head(fd, "416 Range Not Satisfiable", "", 0);
	else
		answer(fd, path, from, count);
	shutdown(fd, SHUT_WR);
	close(fd);
}

int
main(int argc, char **argv)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t n = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0), count = 0;
	FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;

	requests = argc == 3 ? fopen(argv[2], "a") : NULL;
	if (!file || !requests)
		return 2;
	body = malloc(1 << 24);
	size = fread(body, 1, 1 << 24, file);
	signal(SIGCHLD, SIG_IGN);
	alarm(120);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(fd, 16) < 0
		|| getsockname(fd, (struct sockaddr *)&address, &n) < 0)
		return 2;
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
	for (;;) {
		int client = accept(fd, NULL, NULL);

		if (client < 0)
			continue;
		count++;
		if (fork() == 0) {
			close(fd);
			serve(client, count);
			_exit(0);
		}
		close(client);
	}
}
