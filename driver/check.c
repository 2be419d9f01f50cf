/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/arr.h"
#include "base/io.h"
#include "base/msg.h"
#include "host/sandbox.h"
#include "machine.h"
#include "modules.h"

enum { CONNECT_MS = 5000, MOUNTS_LIMIT = 16 << 20, KERNEL_MIN = 64 << 10 };

char *
check_find_program(const char *name)
{
	const char *path = getenv("PATH");
	struct span rest = span_of(path ? path : "/usr/sbin:/usr/bin:/sbin:/bin"), part;
	/* Where root's programs are, though an ordinary user's PATH may not say so. */
	static const char *const more[] = { "/usr/sbin", "/sbin" };

	if (strchr(name, '/'))
		return access(name, X_OK) == 0 ? arr_dup(name) : NULL;
	while (span_cut(&rest, ':', &part)) {
		char *file = str_format("%.*s/%s", (int)part.n, part.at, name);

		if (part.n && access(file, X_OK) == 0)
			return file;
		free(file);
	}
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++) {
		char *file = io_join(more[i], name);

		if (access(file, X_OK) == 0)
			return file;
		free(file);
	}
	return NULL;
}

static int
want_program(const char *name, const char *option, const char *package)
{
	char *path = check_find_program(name);

	if (!path)
		msg_line("%s: wants the program '%s': install %s", option, name, package);
	free(path);
	return path ? 0 : 1;
}

static int
want_file(const char *option, const char *path, unsigned long long least, const char *what)
{
	struct stat st;

	if (stat(path, &st) < 0)
		msg_line("%s: '%s': %s", option, path, strerror(errno));
	else if (!S_ISREG(st.st_mode))
		msg_line("%s: '%s': not a plain file; wants %s", option, path, what);
	else if ((unsigned long long)st.st_size < least)
		msg_line("%s: '%s': only %lld bytes; wants %s", option, path, (long long)st.st_size, what);
	else if (access(path, R_OK) < 0)
		msg_line("%s: '%s': %s", option, path, strerror(errno));
	else
		return 0;
	return 1;
}

/* Packages are files NAME_REVISION.tar.bz2. */
static int
want_repo(const char *path)
{
	struct err err;
	char **name;
	size_t n, good = 0;

	if (io_list(AT_FDCWD, path, &name, &n, &err) < 0) {
		msg_line("--repo: %s", err.text);
		return 1;
	}
	for (size_t i = 0; i < n; i++)
		good += span_ends(span_of(name[i]), ".tar.bz2");
	io_free_names(name, n);
	if (good == 0)
		msg_line("--repo: '%s': no packages in it; wants a folder of NAME_REVISION.tar.bz2", path);
	return good == 0;
}

/* The x86 boot protocol: "HdrS" at 0x202. Anything else QEMU itself would refuse, later. */
static int
want_kernel(const struct options *options)
{
	unsigned char head[0x206];
	struct utsname host;
	int fd;

	if (options->kernel) {
		if (want_file("--kernel", options->kernel, KERNEL_MIN, "a Linux kernel for x86 (vmlinuz, bzImage)"))
			return 1;
		fd = open(options->kernel, O_RDONLY | O_CLOEXEC);
		if (fd < 0 || read(fd, head, sizeof(head)) != (ssize_t)sizeof(head)
			|| memcmp(head + 0x202, "HdrS", 4)) {
			msg_line("--kernel: '%s': not a Linux kernel for x86; wants a vmlinuz or bzImage", options->kernel);
			io_drop(&fd);
			return 1;
		}
		io_drop(&fd);
		return 0;
	}
	if (uname(&host) < 0)
		host.release[0] = '\0';
	msg_line("--%s: wants --kernel FILE, for a kernel that is grown from the seed, too, is not there yet; "
		"on this machine maybe --kernel /boot/vmlinuz-%s", mode_word(options->mode), host.release);
	return 1;
}

static int
want_modules(const struct options *options)
{
	struct modules modules = MODULES_INIT;
	struct err err;

	if (!options->modules || modules_read(&modules, options->modules, &err) == 0) {
		modules_release(&modules);
		return 0;
	}
	msg_line("--modules: %s", err.text);
	return 1;
}

static int
check_host(const struct options *options)
{
	struct utsname host;
	struct err err;
	int bad = 0;

	if (uname(&host) == 0 && !arch_runs_on(options->arch, host.machine)) {
		msg_line("--arch: this machine (%s) does not run programs for %s", host.machine, options->arch->name);
		bad++;
	}
	if (options->mode == MODE_BWRAP)
		return bad + want_program("bwrap", "--bwrap", "bubblewrap (Debian: apt-get install bubblewrap), "
			"or use --chroot");
	/* Root can do without user namespaces. */
	if (geteuid() != 0 && sandbox_probe(&err) < 0) {
		msg_err(&err);
		bad++;
	}
	return bad;
}

/* A folder of the host is nowhere in a virtual machine. */
static int
check_reach(const struct options *options, const struct chain *chain)
{
	int bad = 0;

	for (size_t i = 0; i < options->nmirror && chain->needs_network; i++) {
		if (strstr(options->mirror[i], "://"))
			continue;
		msg_line("--mirrors: '%s': the target cannot reach a folder of this machine: add --external-sources, "
			"or serve the folder and give its http:// address", options->mirror[i]);
		bad++;
	}
	return bad;
}

/* Where TARGET is or will be, without links and dots; NULL when not even its parent is there. Owned. */
static char *
whole_path(const char *target)
{
	char buffer[PATH_MAX], *copy, *slash, *whole = NULL;

	if (realpath(target, buffer))
		return arr_dup(buffer);
	copy = arr_dup(target);
	while (strlen(copy) > 1 && copy[strlen(copy) - 1] == '/')
		copy[strlen(copy) - 1] = '\0';
	slash = strrchr(copy, '/');
	if (!slash) {
		whole = realpath(".", buffer) ? io_join(buffer, copy) : NULL;
	} else {
		*slash = '\0';
		whole = realpath(slash == copy ? "/" : copy, buffer) ? io_join(buffer, slash + 1) : NULL;
	}
	free(copy);
	return whole;
}

static bool
is_at_or_below(const char *path, const char *above)
{
	size_t n = strlen(above);

	if (!strcmp(above, "/"))
		return true;
	return !strncmp(path, above, n) && (path[n] == '/' || path[n] == '\0');
}

/* Does TARGET stand where writing and clearing it would take something else along? */
static int
check_place(const struct options *options, const char *whole)
{
	static const char *const source[] = { "seed", "steps", "steps-guix", "checksums", "lib" };
	const char *home = getenv("HOME");
	char tree[PATH_MAX], folder[PATH_MAX];
	const char *in_the_way = NULL;

	if (!strcmp(whole, "/"))
		in_the_way = "is the whole system";
	else if (home && realpath(home, folder) && is_at_or_below(folder, whole))
		in_the_way = "holds your home folder";
	else if (realpath(options->tree, tree) && is_at_or_below(tree, whole))
		in_the_way = "holds the tree that is to be built from";
	else if (realpath(options->distfiles, folder) && is_at_or_below(folder, whole))
		in_the_way = "holds the sources";
	for (size_t i = 0; i < sizeof(source) / sizeof(*source) && !in_the_way; i++) {
		char *part = io_join(tree, source[i]);

		if (is_at_or_below(whole, part))
			in_the_way = "lies among the files that it is built from";
		free(part);
	}
	if (!in_the_way)
		return 0;
	msg_line("--target: '%s' %s: name a folder that is its own", options->target, in_the_way);
	return 1;
}

/* The next word of a line of mountinfo, with its \ooo as bytes, in TEXT. */
static void
unescape(struct span word, struct str *text)
{
	for (size_t i = 0; i < word.n; i++) {
		if (word.at[i] == '\\' && i + 3 < word.n) {
			str_addc(text, (char)((word.at[i + 1] - '0') * 64 + (word.at[i + 2] - '0') * 8
				+ (word.at[i + 3] - '0')));
			i += 3;
		} else {
			str_addc(text, word.at[i]);
		}
	}
}

/* What is mounted at WHOLE or below it would be written to, or cleared, along with it. */
static int
check_mounts(const struct options *options, const char *whole)
{
	struct str text = STR_INIT;
	struct span rest, line, word = SPAN_INIT;
	struct err ignored;
	int bad = 0;

	if (io_read_file(AT_FDCWD, "/proc/self/mountinfo", MOUNTS_LIMIT, &text, &ignored) < 0)
		return 0;
	rest = str_span(&text);
	while (span_line(&rest, &line)) {
		struct str point = STR_INIT;

		for (int i = 0; i < 5; i++)
			span_cut(&line, ' ', &word);
		unescape(word, &point);
		/* A file system of its own is a good place for a target. */
		if (point.n && is_at_or_below(point.at, whole) && strcmp(point.at, whole)) {
			msg_line("--target: something is mounted on '%s': umount '%s', or name another --target",
				point.at, point.at);
			bad++;
		} else if (point.n && options->tmpfs && !strcmp(point.at, whole)) {
			msg_line("--tmpfs: something is mounted on '%s' already: umount '%s', or leave --tmpfs away",
				point.at, point.at);
			bad++;
		}
		str_release(&point);
	}
	str_release(&text);
	return bad;
}

/* May this person write to WHOLE, or make it, and TARGET.lbs beside it? */
static int
check_writable(const struct options *options, const char *whole)
{
	char *beside = str_format("%s.lbs", whole), *above = arr_dup(whole), *slash = strrchr(above, '/');
	int bad = 0;

	slash[slash == above] = '\0';
	if (access(whole, W_OK | X_OK) < 0 && errno != ENOENT) {
		msg_line("--target: '%s' cannot be written to (%s): name another --target", options->target, strerror(errno));
		bad = 1;
	} else if ((access(whole, F_OK) < 0 || access(beside, F_OK) < 0) && access(above, W_OK | X_OK) < 0) {
		msg_line("--target: '%s' and '%s.lbs' are to lie in '%s', which cannot be written to (%s): name another "
			"--target", options->target, options->target, above, strerror(errno));
		bad = 1;
	}
	free(above);
	free(beside);
	return bad;
}

static int
check_path(const struct options *options)
{
	char *whole = whole_path(options->target);
	struct stat st;
	int bad;

	if (!whole) {
		msg_line("--target: '%s': the folder that it is to lie in is not there", options->target);
		return 1;
	}
	if (lstat(options->target, &st) == 0 && !S_ISDIR(st.st_mode)) {
		msg_line("--target: '%s': not a folder%s", options->target,
			S_ISLNK(st.st_mode) ? ", but a link: name the folder itself" : "");
		free(whole);
		return 1;
	}
	bad = check_place(options, whole);
	if (bad == 0)
		bad = check_mounts(options, whole);
	if (bad == 0)
		bad = check_writable(options, whole);
	free(whole);
	return bad;
}

int
check_before(const struct options *options, const struct chain *chain)
{
	int bad = 0;

	if (strcmp(options->arch->name, "x86"))
		msg_line("--arch: %s is for development: its chain ends early", options->arch->name);
	if (options->mode == MODE_CHROOT || options->mode == MODE_BWRAP)
		bad += check_host(options);
	else
		bad += want_kernel(options) + want_modules(options);
	if (options->mode == MODE_QEMU)
		bad += want_program(options->qemu_cmd, "--qemu", "QEMU (Debian: apt-get install qemu-system-x86), or name "
			"it with --qemu-cmd");
	if (options->qemu_accel && !strcmp(options->qemu_accel, "kvm") && access("/dev/kvm", R_OK | W_OK) < 0) {
		msg_line("--qemu-accel: kvm: /dev/kvm: %s: take tcg, or leave --qemu-accel away", strerror(errno));
		bad++;
	}
	if ((options->mode == MODE_QEMU && !options->initramfs) || options->mode == MODE_BARE_METAL)
		bad += want_program("mke2fs", "the disk", "e2fsprogs (Debian: apt-get install e2fsprogs)");
	if ((options->mode == MODE_QEMU || options->mode == MODE_BARE_METAL) && !options->initramfs
		&& options->target_mib <= MACHINE_START_MIB) {
		msg_line("--target-size: wants more than %dM, for the partition begins there", MACHINE_START_MIB);
		bad++;
	}
	if ((options->mode == MODE_QEMU || options->mode == MODE_BARE_METAL) && !options->initramfs
		&& options->target_mib > MACHINE_START_MIB && options->swap_mib >= options->target_mib - MACHINE_START_MIB) {
		msg_line("--swap: %luM do not fit into the partition of %luM: wants a greater --target-size", options->swap_mib,
			options->target_mib - MACHINE_START_MIB);
		bad++;
	}
	if (options->tmpfs && geteuid() != 0) {
		msg_line("--tmpfs: only root may mount it: run as root, or leave --tmpfs away");
		bad++;
	}
	if (options->repo)
		bad += want_repo(options->repo);
	if (options->early_preseed) {
		bad += want_file("--early-preseed", options->early_preseed, 1, "a tar archive");
		bad += want_program("tar", "--early-preseed", "tar");
	}
	bad += check_reach(options, chain);
	bad += check_path(options);
	return bad;
}

/* Host and port of an address. */
static bool
connects(const char *address, char **why)
{
	struct span rest = span_of(strstr(address, "://") + 3), host;
	const char *port = strncmp(address, "https", 5) ? "80" : "443";
	struct addrinfo hint = { .ai_socktype = SOCK_STREAM }, *list, *at;
	char *name, *own_port = NULL, *bracket;
	bool good = false;
	int sys;

	span_cut(&rest, '/', &host);
	for (size_t i = 0; i < host.n; i++) {
		if (host.at[i] == '@')          /* a name before the host */
			host = (struct span){ host.at + i + 1, host.n - i - 1 };
	}
	name = span_dup(host);
	bracket = strchr(name, ']');
	if (strrchr(name, ':') && (!bracket || strrchr(name, ':') > bracket)) {
		own_port = strrchr(name, ':') + 1;
		own_port[-1] = '\0';
	}
	if (name[0] == '[' && bracket)
		*bracket = '\0';
	sys = getaddrinfo(name[0] == '[' ? name + 1 : name, own_port && *own_port ? own_port : port, &hint, &list);
	if (sys != 0) {
		*why = arr_dup(gai_strerror(sys));
		free(name);
		return false;
	}
	for (at = list; at && !good; at = at->ai_next) {
		int fd = (errno = 0, socket(at->ai_family, at->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, at->ai_protocol));
		struct pollfd wait = { fd, POLLOUT, 0 };
		socklen_t n = sizeof(sys);

		if (fd >= 0 && connect(fd, at->ai_addr, at->ai_addrlen) < 0 && errno == EINPROGRESS) {
			sys = ETIMEDOUT;
			if (poll(&wait, 1, CONNECT_MS) > 0)
				getsockopt(fd, SOL_SOCKET, SO_ERROR, &sys, &n);
			errno = sys;
		}
		good = fd >= 0 && errno == 0;
		io_drop(&fd);
	}
	freeaddrinfo(list);
	if (!good)
		*why = arr_dup(strerror(errno));
	free(name);
	return good;
}

void
check_mirrors(const struct options *options)
{
	for (size_t i = 0; i < options->nmirror && !options->offline; i++) {
		char *why = NULL;

		if (strstr(options->mirror[i], "://") && !connects(options->mirror[i], &why))
			msg_line("--mirrors: '%s' cannot be reached (%s); the other places are tried", options->mirror[i], why);
		free(why);
	}
}

int
check_target(const struct options *options, const struct state *state, struct err *err)
{
	bool goes_on = options->internal_ci && strcmp(options->internal_ci, "pass1");
	char **name;
	size_t n;

	if (goes_on) {
		/* A chain that was not broken off has left none: going on would spoil a target that is finished. */
		char *init = io_join(options->target, "init");
		bool broken_off = access(init, X_OK) == 0;

		free(init);
		if (state->at == STATE_DONE && state->mode == options->mode && broken_off)
			return 0;
		if (state->at == STATE_DONE && state->mode == options->mode)
			return err_set(err, ERR_SYSTEM, "%s: --internal-ci %s goes on with /init, and there is none: the run before "
				"went to the end of the chain", options->target, options->internal_ci);
		return err_set(err, ERR_SYSTEM, "%s: --internal-ci %s goes on where the pass before ended, and none did: "
			"run that first", options->target, options->internal_ci);
	}
	if (state->at == STATE_DONE)
		return err_set(err, ERR_SYSTEM, "%s: a finished bootstrap is in it: keep it and name another --target, or "
			"remove %s and %s", options->target, options->target, state->folder);
	if (state->at != STATE_NEW)
		return 0;
	if (io_list(AT_FDCWD, options->target, &name, &n, err) < 0)
		return err->sys == ENOENT ? 0 : -1;
	/* A new file system has this one, and it is nobody's. */
	if (n == 1 && !strcmp(name[0], "lost+found")) {
		io_free_names(name, n);
		return err_set(err, ERR_SYSTEM, "%s: has a lost+found, which would end up in the system: name a folder in "
			"it with --target", options->target);
	}
	io_free_names(name, n);
	if (n)
		return err_set(err, ERR_SYSTEM, "%s: not empty, and not prepared by this program: name another --target, "
			"or empty it", options->target);
	return 0;
}

int
check_space(const char *folder, unsigned long long bytes, struct err *err)
{
	struct statvfs disk;
	unsigned long long room;

	if (statvfs(folder, &disk) < 0)
		return err_sys(err, "%s", folder);
	room = (unsigned long long)disk.f_bavail * disk.f_frsize;
	if (room < bytes)
		return err_set(err, ERR_SYSTEM, "%s: wants %llu MiB of space, has %llu: make room, or name a --target on "
			"another disk", folder, (bytes >> 20) + 1, room >> 20);
	return 0;
}
