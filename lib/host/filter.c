/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "host/inside.h"

/*
 * Calls that change the kernel, look at other processes, or reach parts of it
 * that no build needs and that had their share of holes. The namespaces and the
 * missing capabilities refuse most of these too: this is the second wall.
 */
static const char *const refused[] = {
	"mount", "umount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount", "fsopen",
	"fsconfig", "fsmount", "fspick", "mount_setattr", "unshare", "setns",
	"ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "process_madvise",
	"add_key", "request_key", "keyctl", "bpf", "perf_event_open", "userfaultfd",
	"io_uring_setup", "io_uring_enter", "io_uring_register",
	"init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load",
	"open_by_handle_at", "name_to_handle_at", "fanotify_init", "quotactl", "quotactl_fd",
	"swapon", "swapoff", "reboot", "acct", "syslog", "vhangup", "nfsservctl", "lookup_dcookie",
	"settimeofday", "clock_settime", "clock_settime64", "adjtimex", "clock_adjtime",
	"clock_adjtime64", "stime", "iopl", "ioperm", "modify_ldt", "vm86", "vm86old",
	"sethostname", "setdomainname", "move_pages", "migrate_pages", "mbind", "set_mempolicy",
};

static int
refuse(scmp_filter_ctx filter, const char *name, int answer)
{
	int call = seccomp_syscall_resolve_name(name);
	int ret;

	/* A call that this libseccomp has never heard of. */
	if (call == __NR_SCMP_ERROR)
		return 0;
	ret = seccomp_rule_add(filter, SCMP_ACT_ERRNO((unsigned)answer), call, 0);
	return ret == -EDOM || ret == -EOPNOTSUPP ? 0 : ret;
}

static int
refuse_flags(scmp_filter_ctx filter)
{
	static const unsigned long flag[] = { CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET,
		CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP };
	int ret = 0;

	for (size_t i = 0; i < sizeof(flag) / sizeof(*flag) && ret == 0; i++)
		ret = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
			SCMP_A0(SCMP_CMP_MASKED_EQ, flag[i], flag[i]));
	/* Its flags lie in memory, where a filter cannot look: libraries fall back to clone. */
	if (ret == 0)
		ret = refuse(filter, "clone3", ENOSYS);
	return ret;
}

static int
refuse_sockets(scmp_filter_ctx filter)
{
	int ret = 0;

	/* Virtual machine sockets and the like know no network namespace. */
	for (int family = 0; family < AF_MAX && ret == 0; family++) {
		if (family == AF_UNIX || family == AF_INET || family == AF_INET6 || family == AF_NETLINK)
			continue;
		ret = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
			SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)family, 0));
	}
	if (ret == 0)
		ret = refuse(filter, "socketcall", ENOSYS);
	return ret;
}

static int
refuse_typing(scmp_filter_ctx filter)
{
	static const unsigned request[] = { TIOCSTI, TIOCLINUX };
	int ret = 0;

	/* The kernel looks at 32 bits of the request; so does this. */
	for (size_t i = 0; i < 2 && ret == 0; i++)
		ret = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
			SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, request[i]));
	return ret;
}

int
filter_load(struct err *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int ret = 0;

	if (!filter)
		return err_set(err, ERR_SYSTEM, "seccomp: no memory for the system call filter");
	if (seccomp_arch_native() == SCMP_ARCH_X86_64)
		ret = seccomp_arch_add(filter, SCMP_ARCH_X86);
	/* An architecture that is not named here (x32) has no calls at all. */
	if (ret == 0)
		ret = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused) && ret == 0; i++)
		ret = refuse(filter, refused[i], EPERM);
	if (ret == 0)
		ret = refuse_flags(filter);
	if (ret == 0)
		ret = refuse_sockets(filter);
	if (ret == 0)
		ret = refuse_typing(filter);
	if (ret == 0)
		ret = seccomp_load(filter);
	seccomp_release(filter);
	if (ret < 0) {
		errno = -ret;
		return err_sys(err, "seccomp: the kernel refuses a system call filter (CONFIG_SECCOMP_FILTER)");
	}
	return 0;
}
