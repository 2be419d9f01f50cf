// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// untar -f ARCHIVE [-v] [--non-strict] [--fuzz-mode] - unpack a tar archive in this folder
//
// Parts        base/base.c tools/stream.c tools/untar.c
// Options      --file; -v names what is made; --fuzz-mode reads everything and makes nothing
// Makes        files (mode 0600), folders (0755) and symbolic links (whatever they point to),
//              in place of what had the name; missing folders above them, too
// Refuses      hard links, devices, pipes, long names (GNU L and K, pax), other kinds, and an
//              end without the block of zeros. With --non-strict each is told and passed over
// Never        writes outside this folder: no name begins with / or has a .. in it, none
//              leads through a symbolic link, whoever made that
// Limits       a file under 2 GiB; owner, time and modes are not looked at
//
// An archive is made of blocks of 512 bytes: a header (name 0-99, octal size 124-135, octal
// sum of its bytes 148-155, kind 156, link target 157-256, "ustar" and a NUL 257-262, the
// beginning of the name 345-499), then the contents, filled up with zeros.

enum { SYS_READLINK = 85, BLOCK = 512 };
enum { TO_MAKE = 0xC1 };                // for open: write only, make it, it must not be there

char* header;
char* name;                             // of the member, made plain; at most 256 bytes
char* known;                            // a folder that is there, the last one looked at
int folder_wanted;                      // the name ended in /
int verbose;
int lenient;
int dry;

int read_header(void) {                 // 0: it is the block of zeros
	int sum = 0;
	int i;
	for (i = 0; i < BLOCK; i = i + 1) {
		header[i] = next_byte();
		sum = sum + (header[i] & 255);
	}
	if (sum == 0)
		return 0;
	for (i = 148; i < 156; i = i + 1)       // its own field counts as blanks
		sum = sum + ' ' - (header[i] & 255);
	if (octal(header + 148, 8) != sum)
		broken("not a tar archive, or broken: a header's sum in");
	return 1;
}

// Add a text of the header to 'name', less empty parts and "." between its slashes; each
// part gets a slash behind it.
int add_name(int at, char* text, int room) {
	int i; int c;
	int start = at;
	for (i = 0; i <= room; i = i + 1) {
		c = 0;
		if (i < room)
			c = text[i];
		if (c != 0 && c != '/') {
			name[at] = c;
			at = at + 1;
		} else {                        // a part ends
			if (at == start + 1 && name[start] == '.')
				at = start;
			if (at == start + 2 && name[start] == '.' && name[start + 1] == '.')
				broken("a name with .. in");
			folder_wanted = at == start;
			if (at > start) {
				name[at] = '/';
				at = at + 1;
			}
			start = at;
			if (c == 0)
				return at;
		}
	}
	return at;
}

void make_name(void) {
	char* beginning = header;
	int at = 0;
	if (text_equal(header + 257, "ustar") && header[345] != 0)
		beginning = header + 345;
	if (beginning[0] == '/')
		broken("a name from / in");
	if (beginning != header)
		at = add_name(0, beginning, 155);
	at = add_name(at, header, 100);
	if (at == 0 && !folder_wanted)
		broken("an empty name in");
	if (at > 0)
		at = at - 1;                    // the last slash
	name[at] = 0;
}

// The first bytes of 'name' become a folder if they are not yet one; 'known' is it then.
void make_folder(int length) {
	int there;
	copy(known, name, length);
	known[length] = 0;
	if (sys_call(SYS_READLINK, known, known + length + 1, 1) > 0)
		fail("leads through a symbolic link:", name);
	copy(known + length, "/.", 3);          // only a folder has that
	there = sys_call(SYS_ACCESS, known, 0, 0);
	known[length] = 0;
	if (there < 0 && sys_call(SYS_MKDIR, known, MODE_FOLDER, 0) < 0)
		fail("cannot make the folder", known);
}

void make_parents(void) {
	int last = 0;
	int i;
	for (i = 0; name[i] != 0; i = i + 1) {
		if (name[i] == '/')
			last = i;
	}
	i = 0;
	while (i < last && known[i] == name[i])
		i = i + 1;
	if (i == last && known[i] == 0)         // a known folder stays one: unlink() leaves it
		return;
	for (i = 1; i <= last; i = i + 1) {
		if (name[i] == '/')
			make_folder(i);
	}
}

void make_link(void) {
	char* target = alloc(101);
	copy(target, header + 157, 100);
	if (sys_call(SYS_SYMLINK, target, name, 0) < 0) {
		sys_call(SYS_UNLINK, name, 0, 0);
		if (sys_call(SYS_SYMLINK, target, name, 0) < 0)
			fail("cannot make the link", name);
	}
}

void make_file(void) {
	out_path = name;
	out_fd = sys_call(SYS_OPEN, name, TO_MAKE, MODE_OUT);
	if (out_fd < 0) {
		sys_call(SYS_UNLINK, name, 0, 0);
		out_fd = sys_call(SYS_OPEN, name, TO_MAKE, MODE_OUT);
	}
	if (out_fd < 0)
		fail("cannot make", name);
}

void pass(int bytes, int keep) {        // of the contents, into the open file or not
	int n;
	while (bytes > 0) {
		if (at_end())
			broken("ends too early:");
		n = in_bytes - in_at;
		if (n > bytes)
			n = bytes;
		if (keep)
			send(in + in_at, n);
		in_at = in_at + n;
		bytes = bytes - n;
	}
}

void refuse(char* what) {
	if (!lenient)
		fail(join("wants --non-strict to be passed over: ", what), name);
	complain(join("passed over: ", what), name);
}

void member(void) {
	int kind = header[156];
	int bytes = octal(header + 124, 12);
	if (bytes < 0)
		broken("a size that is no number or too large, in");
	make_name();
	if (kind == 0 || kind == '7')           // as old archives have it; a file in one piece
		kind = '0';
	if (kind == '0' && folder_wanted)
		kind = '5';
	if (kind >= '1' && kind <= '6')         // these have no contents
		bytes = 0;
	if (verbose && (kind == '0' || kind == '2' || kind == '5'))
		tell(name);
	if (kind == '1')
		refuse("a hard link");
	else if (kind == '3' || kind == '4' || kind == '6')
		refuse("a device or pipe");
	else if (kind == 'L' || kind == 'K' || kind == 'x' || kind == 'g')
		refuse("a long name or attribute");
	else if (kind != '0' && kind != '2' && kind != '5')
		refuse("a member of unknown kind");
	else if (!dry && name[0] != 0) {
		make_parents();
		if (kind == '5')
			make_folder(text_length(name));
		if (kind == '2')
			make_link();
		if (kind == '0')
			make_file();
	}
	if (kind == '0' && !dry) {
		pass(bytes, 1);
		close_out();
	} else
		pass(bytes, 0);
	pass(-bytes & (BLOCK - 1), 0);
}

int main(int argc, char** argv) {
	begin("untar", argv);
	while (args[arg] != 0) {
		if (option("-f", "--file"))
			file_option = option_value();
		else if (option("-v", "--verbose"))
			verbose = 1;
		else if (option("--non-strict", "--non-strict"))
			lenient = 1;
		else if (option("--fuzz-mode", "--fuzz-mode"))
			dry = 1;
		else
			fail("unknown option", args[arg]);
	}
	if (file_option == 0)
		fail("usage: untar -f ARCHIVE [-v] [--non-strict] [--fuzz-mode]", 0);
	header = alloc(BLOCK);
	name = alloc(260);
	known = alloc(264);
	open_in(file_option);
	while (!at_end()) {
		if (!read_header())
			return 0;
		member();
	}
	if (!lenient)
		broken("ends without its block of zeros:");
	return 0;
}
