/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inside - what a hostile step would try, one trick a word
 *
 *     inside TRICK [ARGUMENT]
 *
 * Status 0: refused, as it must be. Status 1: it got through. Status 2: this kernel
 * cannot even try it. Built statically, for 64 and for 32 bits, by sandbox.sh.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *argument = "";

/* Was the call refused? */
#define REFUSED(call) ((call) < 0 ? 0 : 1)

static int
readable(const char *path)
{
	return REFUSED(open(path, O_RDONLY));
}

static int
host_path(void)
{
	char path[4096] = "";

	for (int i = 0; i < 30; i++)
		strcat(path, "../");
	strcat(path, argument + 1);
	return readable(argument) | readable(path);
}

/* The canary's path below each way to another root that /proc may offer. */
static int
proc_roots(void)
{
	static const char *const way[] = { "/proc/1/root", "/proc/1/cwd", "/proc/self/root", "/proc/self/cwd",
		"/proc/2/root" };
	char path[4096];
	int through = 0;

	for (size_t i = 0; i < sizeof(way) / sizeof(*way); i++) {
		snprintf(path, sizeof(path), "%s%s", way[i], argument);
		through |= readable(path);
	}
	return through;
}

static int
open_descriptors(void)
{
	char path[64], target[512];
	int through = 0;

	for (int fd = 0; fd < 1024; fd++) {
		ssize_t n;

		if (fcntl(fd, F_GETFD) < 0)
			continue;
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		n = readlink(path, target, sizeof(target) - 1);
		target[n < 0 ? 0 : n] = '\0';
		printf("fd %d: %s\n", fd, target);
		through |= fd > 2;
	}
	for (int fd = 0; fd < 64; fd++) {
		snprintf(path, sizeof(path), "/proc/1/fd/%d", fd);
		through |= open(path, O_RDONLY) >= 0 || open(path, O_WRONLY) >= 0;
	}
	return through;
}

static int
proc_writes(void)
{
	static const char *const path[] = { "/proc/sys/kernel/hostname", "/proc/sys/vm/drop_caches",
		"/proc/sysrq-trigger", "/proc/self/oom_score_adj", "/proc/1/mem", "/proc/sys/kernel/core_pattern" };
	int through = 0;

	for (size_t i = 0; i < sizeof(path) / sizeof(*path); i++)
		through |= REFUSED(open(path[i], O_WRONLY));
	return through;
}

static int
network(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argument)) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return fd < 0 ? 0 : REFUSED(connect(fd, (struct sockaddr *)&address, sizeof(address)));
}

static int
abstract_socket(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	strncpy(address.sun_path + 1, argument, sizeof(address.sun_path) - 2);
	return fd < 0 ? 0 : REFUSED(connect(fd, (struct sockaddr *)&address,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(argument))));
}

static int
odd_sockets(void)
{
	return REFUSED(socket(AF_PACKET, SOCK_RAW, 0)) | REFUSED(socket(40 /* vsock */, SOCK_STREAM, 0))
		| REFUSED(socket(38 /* alg */, SOCK_SEQPACKET, 0)) | REFUSED(socket(AF_INET, SOCK_RAW, 1));
}

static int
outside_process(void)
{
	pid_t pid = atoi(argument);

	return REFUSED(ptrace(PTRACE_ATTACH, pid, 0, 0)) | REFUSED(kill(pid, SIGKILL))
		| REFUSED(ptrace(PTRACE_ATTACH, 1, 0, 0));
}

static int
first_process(void)
{
	/* It ignores what it does not handle, being process 1; what counts is that it lives. */
	kill(1, SIGKILL);
	kill(1, SIGTERM);
	return kill(1, 0) == 0 ? 0 : 1;
}

static int
devices(void)
{
	return REFUSED(mknod("/block", S_IFBLK | 0600, makedev(8, 0)))
		| REFUSED(mknod("/memory", S_IFCHR | 0600, makedev(1, 1)))
		| REFUSED(mknod("/dev/kmsg", S_IFCHR | 0600, makedev(1, 11)));
}

static int
mounts(void)
{
	return REFUSED(mount("none", "/tmp", "tmpfs", 0, NULL)) | REFUSED(mount("/", "/tmp", NULL, MS_BIND, NULL))
		| REFUSED(mount(NULL, "/proc", NULL, MS_REMOUNT | MS_BIND, NULL))
		| REFUSED(mount(NULL, "/", NULL, MS_REMOUNT, NULL)) | REFUSED(umount2("/proc", MNT_DETACH))
		| REFUSED(syscall(SYS_pivot_root, "/", "/")) | REFUSED(chroot("/tmp"));
}

static int
namespaces(void)
{
	static const int flag[] = { CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET };
	int through = 0;

	for (size_t i = 0; i < 4; i++) {
		long pid;

		through |= REFUSED(unshare(flag[i]));
		pid = syscall(SYS_clone, (long)flag[i] | SIGCHLD, 0, 0, 0, 0);
		if (pid == 0)
			_exit(0);
		through |= pid > 0;
	}
	through |= REFUSED(syscall(435 /* clone3 */, NULL, 0)) | REFUSED(syscall(SYS_setns, 0, 0));
	return through;
}

static int
odd_calls(void)
{
	return REFUSED(syscall(SYS_keyctl, 0, 0, 0, 0, 0)) | REFUSED(syscall(321 /* bpf on x86_64 */, 99, NULL, 0))
		| REFUSED(syscall(SYS_reboot, 0, 0, 0, 0)) | REFUSED(syscall(425 /* io_uring_setup */, 1, NULL))
		| REFUSED(syscall(SYS_swapon, "/x", 0)) | REFUSED(syscall(SYS_open_by_handle_at, 0, NULL, 0))
		| REFUSED(syscall(SYS_perf_event_open, NULL, 0, 0, 0, 0));
}

static int
terminal(void)
{
	char c = 'x';
	int fd = open("/dev/tty", O_RDWR);

	/* What /dev/ptmx is for: a new one of the host's. */
	return REFUSED(ioctl(0, TIOCSTI, &c)) | REFUSED(ioctl(fd, TIOCSTI, &c)) | (fd >= 0)
		| REFUSED(open("/dev/ptmx", O_RDWR | O_NOCTTY));
}

static int
set_uid(void)
{
	/* The bit may be set; it gives nothing: there is no other user to become. */
	return chmod("/bin/inside", 04755) < 0 || setuid(1000) == 0 || setgid(1000) == 0;
}

/* A lower file is changed through a hard link: the farm must not notice. */
static int
hard_link(void)
{
	int fd;

	if (link("/bin/victim", "/second") < 0)
		return 2;
	fd = open("/second", O_WRONLY | O_TRUNC);
	return fd < 0 || write(fd, "changed", 7) != 7;
}

static int
overwrite(void)
{
	int fd = open("/bin/victim", O_WRONLY | O_TRUNC);

	return fd < 0 || write(fd, "changed", 7) != 7 || symlink("/etc/passwd", "/link") < 0
		|| unlink("/bin/other") < 0;
}

/* Everything that a layer can tell: sandbox.sh knows what must come out. */
static int
shapes(void)
{
	int fd = open("/new", O_WRONLY | O_CREAT, 0640);

	return fd < 0 || write(fd, "abc", 3) != 3 || link("/new", "/hard") < 0 || unlink("/bin/other") < 0
		|| unlink("/dir/a") < 0 || unlink("/dir/b/c") < 0 || rmdir("/dir/b") < 0 || rmdir("/dir") < 0
		|| mkdir("/dir", 0755) < 0 || mkdir("/dir/d", 0700) < 0 || symlink("a b", "/link") < 0
		|| chmod("/bin/victim", 0600) < 0 || mkdir("/tmp/junk", 0755) < 0 || mkfifo("/pipe", 0600) < 0
		|| unlink("/was-file") < 0 || mkdir("/was-file", 0711) < 0 || rmdir("/was-dir") < 0
		|| symlink("x", "/was-dir") < 0;
}

static int
fork_bomb(void)
{
	/* Bounded, should the limit fail: 4000 processes of a second each. */
	for (int i = 0; i < 4000; i++) {
		if (fork() == 0) {
			usleep(1000000);
			_exit(0);
		}
	}
	return 1;
}

static int
fill_disk(void)
{
	static char block[1 << 20];
	char name[32];

	for (int i = 0; i < 400; i++) {
		int fd;

		snprintf(name, sizeof(name), "/fill%d", i / 8);
		fd = open(name, O_WRONLY | O_CREAT | O_APPEND, 0600);
		if (fd < 0 || write(fd, block, sizeof(block)) != (ssize_t)sizeof(block))
			return argument[0] ? 1 : (pause(), 1);
		close(fd);
	}
	return 1;
}

static int
fill_memory(void)
{
	for (int i = 0; i < 64; i++) {
		if (fork() == 0) {
			volatile char *memory = malloc(64 << 20);

			for (int k = 0; memory && k < 64 << 20; k += 4096)
				memory[k] = 1;
			usleep(2000000);
			_exit(0);
		}
	}
	usleep(2000000);
	return 1;
}

static int
endless_output(void)
{
	for (int i = 0; i < 200000; i++)
		puts("a line that nobody reads, again and again and again");
	return 0;
}

static int
outlive(void)
{
	if (fork() == 0) {
		setsid();
		if (fork() == 0) {
			sleep(30);
			_exit(0);
		}
		_exit(0);
	}
	return 0;
}

static int
stay(void)
{
	sleep(argument[0] ? (unsigned)atoi(argument) : 60);
	return 0;
}

static int
status(void)
{
	return atoi(argument);
}

static const struct { const char *word; int (*trick)(void); } tricks[] = {
	{ "host-path", host_path }, { "proc-roots", proc_roots }, { "open-descriptors", open_descriptors },
	{ "proc-writes", proc_writes }, { "network", network }, { "abstract-socket", abstract_socket },
	{ "odd-sockets", odd_sockets }, { "outside-process", outside_process },
	{ "first-process", first_process }, { "devices", devices }, { "mounts", mounts },
	{ "namespaces", namespaces }, { "odd-calls", odd_calls }, { "terminal", terminal },
	{ "set-uid", set_uid }, { "hard-link", hard_link }, { "overwrite", overwrite }, { "shapes", shapes },
	{ "fork-bomb", fork_bomb }, { "fill-disk", fill_disk }, { "fill-memory", fill_memory },
	{ "endless-output", endless_output }, { "outlive", outlive }, { "stay", stay }, { "status", status },
};

int
main(int argc, char **argv)
{
	if (argc > 2)
		argument = argv[2];
	for (size_t i = 0; argc > 1 && i < sizeof(tricks) / sizeof(*tricks); i++) {
		if (!strcmp(argv[1], tricks[i].word)) {
			int ret = tricks[i].trick();

			fflush(stdout);
			return ret;
		}
	}
	return 99;
}
