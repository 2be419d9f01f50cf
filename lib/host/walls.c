/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "host/inside.h"

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

static int
write_text(const char *path, const char *text, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return err_sys(err, "%s", path);
	ret = io_write(fd, path, span_of(text), err);
	io_drop(&fd);
	return ret;
}

static bool
is_switched_off(const char *path)
{
	struct str text = STR_INIT;
	struct err ignored;
	bool off = io_read_file(AT_FDCWD, path, 64, &text, &ignored) == 0
		&& span_is(span_trim((struct span){ text.at, text.n ? text.n - 1 : 0 }), "0");

	str_release(&text);
	return off;
}

/* Which switch of which system forbids a user namespace? */
static int
explain_refusal(int sys, struct err *err)
{
	if (is_switched_off("/proc/sys/kernel/unprivileged_userns_clone"))
		return err_set(err, ERR_SYSTEM, "sandbox: this kernel forbids user namespaces: "
			"'sysctl kernel.unprivileged_userns_clone=1' as root allows them");
	if (is_switched_off("/proc/sys/user/max_user_namespaces"))
		return err_set(err, ERR_SYSTEM, "sandbox: this kernel allows no user namespaces: "
			"'sysctl user.max_user_namespaces=10000' as root does");
	if (access("/proc/self/ns/user", F_OK) < 0)
		return err_set(err, ERR_SYSTEM, "sandbox: this kernel has no user namespaces (CONFIG_USER_NS)");
	errno = sys;
	return err_sys(err, "sandbox: new namespaces are refused, maybe by a container that this runs in "
		"(docker: --security-opt seccomp=unconfined --security-opt systempaths=unconfined)");
}

static int
explain_map(struct err *err)
{
	struct str text = STR_INIT;
	struct err ignored;
	bool armour = io_read_file(AT_FDCWD, "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 64,
		&text, &ignored) == 0 && span_starts(str_span(&text), "1");

	str_release(&text);
	if (armour)
		err_at(err, "sandbox: 'sysctl kernel.apparmor_restrict_unprivileged_userns=0' as root may help");
	else
		err_at(err, "sandbox");
	return -1;
}

/* Uptime starts near 0 for each step. A kernel without this (before 5.6) shows the host's. */
static void
set_clocks(void)
{
	struct timespec monotonic, boot;
	struct err ignored;
	char *text;

	clock_gettime(CLOCK_MONOTONIC, &monotonic);
	clock_gettime(CLOCK_BOOTTIME, &boot);
	text = str_format("monotonic -%lld 0\nboottime -%lld 0\n", (long long)monotonic.tv_sec,
		(long long)boot.tv_sec);
	(void)write_text("/proc/self/timens_offsets", text, &ignored);
	free(text);
}

int
walls_enter(const char *hostname, struct err *err)
{
	const int must = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC
		| CLONE_NEWUTS;
	uid_t uid = geteuid();
	gid_t gid = getegid();
	char map[64];

	if (unshare(must) < 0)
		return explain_refusal(errno, err);
	snprintf(map, sizeof(map), "0 %lu 1\n", (unsigned long)uid);
	if (write_text("/proc/self/setgroups", "deny", err) < 0
		|| write_text("/proc/self/uid_map", map, err) < 0)
		return explain_map(err);
	snprintf(map, sizeof(map), "0 %lu 1\n", (unsigned long)gid);
	if (write_text("/proc/self/gid_map", map, err) < 0)
		return explain_map(err);
	/* Older kernels have neither; nothing of the host is at stake in them. */
	(void)unshare(CLONE_NEWCGROUP);
	if (unshare(CLONE_NEWTIME) == 0)
		set_clocks();
	if (sethostname(hostname, strlen(hostname)) < 0 || setdomainname("", 0) < 0)
		return err_sys(err, "sandbox: sethostname");
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return err_sys(err, "sandbox: making mounts private");
	return 0;
}

/* tmpfs took user attributes with Linux 6.6; without them an overlay cannot mark a folder opaque. */
static bool
mount_scratch(const char *work, unsigned long long limit)
{
	char *options = str_format("size=%llu,nr_inodes=4m,mode=0700", limit);
	bool good = mount("lbs-scratch", work, "tmpfs", MS_NOSUID | MS_NODEV, options) == 0;

	free(options);
	if (good && setxattr(work, "user.lbs", "y", 1, 0) < 0) {
		umount2(work, MNT_DETACH);
		good = false;
	}
	return good;
}

/* A mount from outside keeps the flags that it has: the kernel refuses to take them off. */
static unsigned long
flags_of(const char *path)
{
	struct statvfs disk;
	unsigned long flags = 0;

	if (statvfs(path, &disk) < 0)
		return 0;
	flags |= disk.f_flag & ST_NOEXEC ? MS_NOEXEC : 0;
	flags |= disk.f_flag & ST_NOATIME ? MS_NOATIME : 0;
	flags |= disk.f_flag & ST_NODIRATIME ? MS_NODIRATIME : 0;
	flags |= disk.f_flag & ST_RELATIME ? MS_RELATIME : 0;
	return flags;
}

/* Not what is mounted below it: that could not be made read-only. */
static int
bind_usr(const char *usr, struct err *err)
{
	const unsigned long flags = MS_NOSUID | MS_NODEV | MS_RDONLY;

	if (mkdir("root/usr", 0755) < 0 && errno != EEXIST)
		return err_sys(err, "sandbox: /usr");
	if (mount(usr, "root/usr", NULL, MS_BIND, NULL) < 0)
		return err_sys(err, "sandbox: binding %s (nothing may be mounted below it)", usr);
	if (mount(NULL, "root/usr", NULL, MS_REMOUNT | MS_BIND | flags | flags_of("root/usr"), NULL) < 0)
		return err_sys(err, "sandbox: making /usr read-only");
	return 0;
}

int
walls_mount(const struct sandbox *sandbox, unsigned long long limit, bool *memory, int *upper,
	struct err *err)
{
	static const char *const folder[] = { "lower", "upper", "overlay", "root" };
	int lower = open(sandbox->lower, O_PATH | O_DIRECTORY | O_CLOEXEC);
	char from[32];

	if (lower < 0)
		return err_sys(err, "sandbox: %s", sandbox->lower);
	snprintf(from, sizeof(from), "/proc/self/fd/%d", lower);
	*memory = sandbox->scratch != SANDBOX_DISK && mount_scratch(sandbox->work, limit);
	if (!*memory && sandbox->scratch == SANDBOX_MEMORY)
		return err_set(err, ERR_SYSTEM,
			"sandbox: this kernel's tmpfs has no user attributes (Linux 6.6 has)");
	/*
	 * All paths are given relative to the work folder: a colon or comma in
	 * the host's path would mean something else in an overlay's options.
	 */
	if (chdir(sandbox->work) < 0)
		return err_sys(err, "sandbox: %s", sandbox->work);
	for (size_t i = 0; i < sizeof(folder) / sizeof(*folder); i++) {
		if (mkdir(folder[i], 0755) < 0 || chmod(folder[i], 0755) < 0)
			return err_sys(err, "sandbox: %s/%s", sandbox->work, folder[i]);
	}
	if (mount(from, "lower", NULL, MS_BIND, NULL) < 0)
		return err_sys(err, "sandbox: binding %s", sandbox->lower);
	io_drop(&lower);
	if (mount("lbs-root", "root", "overlay", MS_NOSUID | MS_NODEV,
		"lowerdir=lower,upperdir=upper,workdir=overlay,userxattr") < 0)
		return err_sys(err, "sandbox: mounting an overlay (wants Linux 5.11 or newer, CONFIG_OVERLAY_FS)");
	if (sandbox->usr && bind_usr(sandbox->usr, err) < 0)
		return -1;
	*upper = open("upper", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return *upper < 0 ? err_sys(err, "sandbox: %s/upper", sandbox->work) : 0;
}

static int
bind_device(const char *name, struct err *err)
{
	char from[32], to[32];
	int fd;

	snprintf(from, sizeof(from), "/dev/%s", name);
	snprintf(to, sizeof(to), "dev/%s", name);
	/* A host without it (some containers have no terminals) has none to lend. */
	if (!strcmp(name, "ptmx") && access(from, F_OK) < 0)
		return 0;
	fd = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		return err_sys(err, "sandbox: %s", to);
	io_drop(&fd);
	if (mount(from, to, NULL, MS_BIND, NULL) < 0)
		return err_sys(err, "sandbox: binding %s", from);
	return 0;
}

static int
make_devices(struct err *err)
{
	static const char *const device[] = { "null", "zero", "full", "random", "urandom", "ptmx", "tty" };
	static const char *const link[][2] = { { "/proc/self/fd", "dev/fd" },
		{ "/proc/self/fd/0", "dev/stdin" }, { "/proc/self/fd/1", "dev/stdout" },
		{ "/proc/self/fd/2", "dev/stderr" } };

	if (mount("lbs-dev", "dev", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755,size=16m") < 0)
		return err_sys(err, "sandbox: mounting /dev");
	for (size_t i = 0; i < sizeof(device) / sizeof(*device); i++) {
		if (bind_device(device[i], err) < 0)
			return -1;
	}
	for (size_t i = 0; i < sizeof(link) / sizeof(*link); i++) {
		if (symlink(link[i][0], link[i][1]) < 0)
			return err_sys(err, "sandbox: /%s", link[i][1]);
	}
	if (mkdir("dev/shm", 01777) < 0 || chmod("dev/shm", 01777) < 0)
		return err_sys(err, "sandbox: /dev/shm");
	return 0;
}

int
walls_close(struct err *err)
{
	/* pivot_root() moves every process of its mount namespace: the supervisor stays where it is. */
	if (unshare(CLONE_NEWNS) < 0)
		return err_sys(err, "sandbox: a second mount namespace");
	if (chdir("root") < 0)
		return err_sys(err, "sandbox: root");
	/* A root without these two gets them; else they are no change. */
	if ((mkdir("proc", 0755) < 0 && errno != EEXIST) || (mkdir("dev", 0755) < 0 && errno != EEXIST))
		return err_sys(err, "sandbox: /proc, /dev");
	if (mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, NULL) < 0)
		return err_sys(err, "sandbox: the kernel refuses a new /proc, which it does when the host's own "
			"is covered in parts (docker: --security-opt systempaths=unconfined)");
	if (make_devices(err) < 0)
		return -1;
	/* The old root ends up under the new one, at the same place, and is let go of. */
	if (syscall(SYS_pivot_root, ".", ".") < 0)
		return err_sys(err, "sandbox: pivot_root");
	if (umount2(".", MNT_DETACH) < 0)
		return err_sys(err, "sandbox: letting the old root go");
	return chdir("/") < 0 ? err_sys(err, "sandbox: /") : 0;
}

int
walls_drop(struct err *err)
{
	/* What uid 0 needs to handle files of its own: bits 0, 1, 3, 4, 6, 7. */
	const unsigned keep = 1u << CAP_CHOWN | 1u << CAP_DAC_OVERRIDE | 1u << CAP_FOWNER
		| 1u << CAP_FSETID | 1u << CAP_SETGID | 1u << CAP_SETUID;
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { { 0 } };

	for (int cap = 0; cap < 64; cap++) {
		if (cap < 32 && (keep & 1u << cap))
			continue;
		/* EINVAL: beyond the last one that this kernel has. */
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) < 0 && errno != EINVAL)
			return err_sys(err, "sandbox: dropping capability %d", cap);
	}
	data[0].effective = data[0].permitted = keep;
	if (syscall(SYS_capset, &head, data) < 0)
		return err_sys(err, "sandbox: capset");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_sys(err, "sandbox: no_new_privs");
	return 0;
}
