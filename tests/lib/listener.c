/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lbs-listener - listen on a loopback port and an abstract socket, for the sandbox's tests
 *
 * Prints "PORT NAME" and stays for a minute; whoever connects gets "through".
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int
main(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	socklen_t n = sizeof(address);
	int in = socket(AF_INET, SOCK_STREAM, 0), un = socket(AF_UNIX, SOCK_STREAM, 0);
	struct pollfd fd[2] = { { in, POLLIN, 0 }, { un, POLLIN, 0 } };

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1, "lbs-test-%ld", (long)getpid());
	if (bind(in, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(in, 8) < 0
		|| getsockname(in, (struct sockaddr *)&address, &n) < 0
		|| bind(un, (struct sockaddr *)&name,
			(socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name.sun_path + 1))) < 0
		|| listen(un, 8) < 0)
		return 2;
	printf("%d %s\n", ntohs(address.sin_port), name.sun_path + 1);
	fflush(stdout);
	for (int i = 0; i < 60; i++) {
		for (int k = 0; poll(fd, 2, 1000) > 0 && k < 2; k++) {
			int client = fd[k].revents ? accept(fd[k].fd, NULL, NULL) : -1;

			if (client >= 0) {
				if (write(client, "through\n", 8) < 0)
					return 2;
				close(client);
			}
		}
	}
	return 0;
}
