// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// wrap COMMAND WORD... - run a command with this folder as its root
//
// Parts        base/base.c tools/wrap.c
// Beside       tools/call5.c, a file of its own for the compiler
// Around it    own names for users and mounts: uid and gid 0 are who calls wrap; some nodes of
//              /dev, and /proc and /sys, are those outside; PATH=/usr/bin is all the environment
// COMMAND      its path in the new root; it takes the place of wrap

enum { SYS_GETEUID = 201, SYS_GETEGID = 202 };
enum { NEW_MOUNTS = 0x20000, NEW_USERS = 0x10000000 };  // for unshare
enum { BIND = 0x5000, PRIVATE = 0x44000 };              // for mount, both with all below

int call5(int number, int a, int b, int c, int d, int e);       // sys_call, but two more

void write_file(char* path, char* text) {
	open_out(path, 0600);
	put_text(text);
	close_out();
}

void bind(char* path) {                 // what is there outside, at the same path below "."
	if (call5(SYS_MOUNT, path, path + 1, 0, BIND, 0) < 0)
		fail("cannot mount", path);
}

void bind_folder(char* path) {
	sys_call(SYS_MKDIR, path + 1, 0755, 0);
	bind(path);
}

void bind_node(char* path) {
	if (sys_call(SYS_ACCESS, path, 0, 0) < 0)       // not every host has all
		return;
	if (sys_call(SYS_ACCESS, path + 1, 0, 0) < 0)
		write_file(path + 1, "");
	bind(path);
}

int main(int argc, char** argv) {
	char* user = decimal(sys_call(SYS_GETEUID, 0, 0, 0));
	char* group = decimal(sys_call(SYS_GETEGID, 0, 0, 0));
	char** environment = alloc(2 * 4);
	int i;
	program = "wrap";
	if (argc < 2)
		fail("usage: wrap COMMAND WORD...", 0);
	if (sys_call(SYS_UNSHARE, NEW_USERS | NEW_MOUNTS, 0, 0) >= 0) {
		write_file("/proc/self/setgroups", "deny");     // or the kernel takes no gid_map
		write_file("/proc/self/uid_map", join("0 ", join(user, " 1")));
		write_file("/proc/self/gid_map", join("0 ", join(group, " 1")));
	} else if (sys_call(SYS_UNSHARE, NEW_MOUNTS, 0, 0) < 0)
		fail("neither root nor may it make namespaces", 0);
	if (call5(SYS_MOUNT, 0, "/", 0, PRIVATE, 0) < 0)
		fail("cannot mount", "/");
	sys_call(SYS_MKDIR, "dev", 0755, 0);
	bind_node("/dev/null");
	bind_node("/dev/zero");
	bind_node("/dev/random");
	bind_node("/dev/urandom");
	bind_node("/dev/ptmx");
	bind_node("/dev/tty");
	bind_folder("/proc");
	bind_folder("/sys");
	if (sys_call(SYS_CHROOT, ".", 0, 0) < 0 || sys_call(SYS_CHDIR, "/", 0, 0) < 0)
		fail("cannot make the folder a root", 0);
	for (i = 0; i < argc; i = i + 1)        // also the 0 behind the last
		argv[i] = argv[i + 1];
	environment[0] = "PATH=/usr/bin";
	sys_call(SYS_EXECVE, argv[0], argv, environment);
	fail("cannot run", argv[0]);
	return 1;
}
