#!/bin/sh
# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# terminal - --interactive at a real terminal: what runs in the target is in front and can be typed to, also after a
# shell in it has taken the terminal and left it to nobody; then the terminal is the caller's again
# shellcheck source=/dev/null
. "$LBS_SRC/tests/driver/common.sh.inc"
can_run || { echo "1..0 # SKIP no sandbox: $(cat why)"; exit 0; }
command -v python3 >/dev/null || { echo "1..0 # SKIP no python3"; exit 0; }
new_tree 0
# A step that looks who is in front, and one that gets a line after something like a shell has ended.
echo 'build: ask-1' >tree/steps/manifest
mkdir tree/steps/ask-1
cat >tree/steps/ask-1/ask.c <<'C'
int main(int argc, char** argv, char** envp) {
	char* line = alloc(100);
	int* group = alloc(8);
	int pid;
	int n;
	sys_call(54, 0, 0x540F, group);         // ioctl, TIOCGPGRP
	if (group[0] != 0 && group[0] == sys_call(65, 0, 0, 0)) // getpgrp
		say("in front\n");
	pid = sys_call(SYS_FORK, 0, 0, 0);
	if (pid == 0) {                         // as bash -i does it
		group[0] = sys_call(20, 0, 0, 0);   // getpid
		sys_call(57, 0, 0, 0);              // setpgid
		sys_call(48, 22, 1, 0);             // signal: SIGTTOU is ignored
		sys_call(54, 0, 0x5410, group);     // ioctl, TIOCSPGRP
		group[0] = sys_call(64, 0, 0, 0);
		sys_call(SYS_EXIT, 0, 0, 0);
	}
	sys_call(SYS_WAITPID, pid, 0, 0);
	if (argc > 1) {                         // a shell gives it back if it sees to whom
		sys_call(48, 22, 1, 0);
		group[0] = sys_call(65, 0, 0, 0);
		if (group[0] != 0)
			sys_call(54, 0, 0x5410, group);
	}
	say("a line?\n");
	n = sys_call(SYS_READ, 0, line, 99);
	if (n < 0)
		n = 0;
	line[n] = 0;
	say("got: ");
	say(line);
	return 0;
}
C
cat >tree/steps/ask-1/pass1.kaem <<'K'
catm /tmp/ask.c /base/base.c ask.c
cc -o /tmp/ask /tmp/ask.c /base/start.c /libc/crt1.c /libc/machine.c
/tmp/ask back
K
# The driver below a shell with job control, in a terminal of its own; "hello" is typed when it asks.
cat >at-terminal.py <<'P'
import os, pty, select, sys, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp("bash", ["bash", "--norc", "-i", "-c", sys.argv[2] + "; echo status $?; read x; echo back $x"])
seen, end, typed = b"", time.time() + 100, set()
while time.time() < end:
    if not select.select([fd], [], [], 2)[0]:
        # A Ctrl-C at a moment when nobody is in front is lost: a person types it again.
        if b"a line?" in typed and b"status " not in typed and sys.argv[1] == "\\003":
            os.write(fd, b"\3")
        if b"status " in typed and b"back " not in seen:
            os.write(fd, b"again\n")
        continue
    try:
        block = os.read(fd, 65536)
    except OSError:
        break
    seen += block
    for sign, words in ((b"a line?", sys.argv[1].encode().decode("unicode_escape").encode()), (b"status ", b"again\n")):
        if sign in seen and sign not in typed:
            typed.add(sign)
            os.write(fd, words)
os.write(1, seen.replace(b"\r", b""))
P
run() { # TYPED OPTION...
	typed=$1; shift
	python3 at-terminal.py "$typed" "exec 2>&1; set -m; $bin/lbs-bootstrap --offline --distfiles $distfiles --update-checksums --interactive $*" >out 2>err || :
}
for mode in chroot bwrap; do
	if [ $mode = bwrap ] && ! bwrap --unshare-user --unshare-pid --ro-bind / / true 2>/dev/null; then
		skip "--bwrap at a terminal" "no bwrap that works"
		continue
	fi
	[ $mode = bwrap ] || run 'hello\n' --$mode --target $mode
	# bubblewrap's programs do not see their group: nothing is given back.
	[ $mode = chroot ] || { sed -i 's,/tmp/ask back,/tmp/ask,' tree/steps/ask-1/pass1.kaem; run 'hello\n' --$mode --target $mode; }
	check "--$mode: what is typed arrives after a shell was in front" grep -q '^got: hello' out
	[ $mode = bwrap ] || check "--$mode: the programs are in front, and see that" grep -q '^in front' out
	check "--$mode: it ends well" grep -q '^status 0' out
	check "--$mode: the terminal is the caller's again" grep -q '^back again' out
	run '\003' --$mode --target $mode.c
	check "--$mode: Ctrl-C ends it, and is told as that" sh -c 'grep -q "interrupted; the same command goes on" out && grep -q "^status 2" out && grep -q "^back again" out'
done
echo "1..$n"
