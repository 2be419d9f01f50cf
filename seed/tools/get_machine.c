// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// get_machine [--exact] [--os] [--blood] [--endian] [--hex2] [--override MACHINE] - what this
// machine is called here, or one of its properties
//
// Parts        base/base.c tools/stream.c tools/get_machine.c
// Prints       x86 for i386 to i686, amd64 for x86_64, others as the kernel calls them
// --exact      as the kernel calls it; --override: this one instead of the kernel's
// --os         the operating system
// --blood      blood-elf's option for the size of a word: --64 or nothing; --endian: for its order
// --hex2       hex2's base address

char* machine;

int holds(char* s, char* piece) {
	for (; s[0] != 0; s = s + 1) {
		if (begins(s, piece))
			return 1;
	}
	return 0;
}

char* order(void) {
	if (holds(machine, "le") || holds(machine, "el"))       // ppc64le, mipsel
		return "--little-endian";
	if (begins(machine, "knight") || begins(machine, "ppc") || begins(machine, "mips") || begins(machine, "s390"))
		return "--big-endian";
	return "--little-endian";
}

char* base_address(void) {
	if (text_equal(machine, "x86"))
		return "0x08048000";
	if (text_equal(machine, "aarch64"))
		return "0x400000";
	if (text_equal(machine, "armv7l"))
		return "0x10000";
	if (begins(machine, "knight"))
		return "0x0";
	return "0x00600000";
}

int main(int argc, char** argv) {
	char* kernel = alloc(5 * 65);           // its names, 65 bytes each
	int exact = 0;
	int asked = 0;
	char* answer;
	begin("get_machine", argv);
	sys_call(SYS_UNAME, kernel, 0, 0);
	machine = kernel + 4 * 65;
	while (args[arg] != 0) {
		if (option("--exact", "--exact"))
			exact = 1;
		else if (option("--override", "--override"))
			machine = option_value();
		else if (text_equal(args[arg], "--os") || text_equal(args[arg], "--blood")
			|| text_equal(args[arg], "--endian") || text_equal(args[arg], "--hex2")) {
			asked = args[arg][2];
			arg = arg + 1;
		} else
			fail("unknown option", args[arg]);
	}
	if (machine[0] == 'i' && machine[1] >= '3' && machine[1] <= '6' && text_equal(machine + 2, "86") && !exact)
		machine = "x86";
	if (text_equal(machine, "x86_64") && !exact)
		machine = "amd64";
	answer = machine;
	if (asked == 'o')
		answer = kernel;
	if (asked == 'e')
		answer = order();
	if (asked == 'h')
		answer = base_address();
	if (asked == 'b' && holds(machine, "64"))
		answer = "--64";
	else if (asked == 'b')
		answer = "";
	put_text(answer);
	put_byte('\n');
	open_out(0, 0);
	close_out();
	return 0;
}
