// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// import-payload [OPTION...] FOLDER - copy the files of a payload disk into FOLDER
//
// Parts             base/base.c tools/stream.c tools/import-payload.c
// Beside            tools/call5.c, a file of its own for the compiler
// --partitions FILE the list of block devices; /proc/partitions unless given
// --devices FOLDER  where devices are; /dev unless given
// --make-nodes      make a node there for each device that is tried, by its two numbers
// --mount-proc      mount /proc first
//
// The first disk that begins with LBPAYLD1 is taken, whatever its name. Then come a count and
// for each file: length of the name, size, name, bytes; numbers have 4 bytes, the lowest first.
// In a later form they have 8: behind the count of the first form stands a name's length,
// never 0; in the second the count's upper half, always 0.
//
// Refused are names that could lead elsewhere, names that come twice, sizes past 4 GiB, a disk
// that ends too early, links and folders in the way. A file has its name when it is whole.

enum { SYS_MKNOD = 14, SYS_RENAME = 38, SYS_READLINK = 85 };
enum { LARGE_FILE = 0x8000, TO_CREATE = 0xC1 };         // for open: past 2 GiB; write a new one
enum { BLOCK_DEVICE = 0x6180, MODE_FILE = 0x1A4 };      // its type and 0600; 0644
enum { PROBE_BYTES = 512, NAMES_MAX = 200000, NAME_MAX = 1024, ROWS = 1024 };

int call5(int number, int a, int b, int c, int d, int e);       // sys_call, but two more

struct name { struct name* next; char* text; };
struct name** rows;                     // names so far, by a sum of their bytes
int wide;                               // numbers have 8 bytes
int file_number;                        // for messages: the first is 1

void refuse(char* what, char* name) {
	fail(join(in_path, join(": file ", join(decimal(file_number), join(": ", what)))), name);
}

int number(void) {
	int low = next_byte();
	low = low | (next_byte() << 8);
	low = low | (next_byte() << 16);
	return low | (next_byte() << 24);
}

int number_of_form(void) {
	int low = number();
	if (wide && number() != 0)
		refuse("a number past 4 GiB", 0);
	return low;
}

char* read_name(int length) {
	char* name;
	int i;
	if (length <= 0 || length > NAME_MAX)
		refuse("a name of no possible length", 0);
	name = alloc(length + 1);
	for (i = 0; i < length; i = i + 1) {
		name[i] = next_byte();
		if (name[i] == '/' || name[i] == 92 || name[i] == 127 || (name[i] >= 0 && name[i] < ' '))
			refuse("a name with a slash, a backslash or a control character:", name);
	}
	if (text_equal(name, ".") || text_equal(name, ".."))
		refuse("the name of a folder:", name);
	return name;
}

void remember(char* name) {
	struct name* entry;
	int row = 0;
	int i;
	for (i = 0; name[i] != 0; i = i + 1)
		row = (row * 31 + (name[i] & 255)) & (ROWS - 1);
	for (entry = rows[row]; entry != 0; entry = entry->next) {
		if (text_equal(entry->text, name))
			refuse("a name that was there before:", name);
	}
	entry = alloc(8);
	entry->next = rows[row];
	entry->text = name;
	rows[row] = entry;
}

// No name in a payload has a backslash: nothing of it is ever called like the file in the making.
void copy_out(char* folder, char* name, int left) {
	char* path = join(folder, join("/", name));
	char* part = join(folder, "/import\\part");
	char* target = alloc(4);
	int n;
	if (sys_call(SYS_READLINK, path, target, 4) >= 0)
		refuse("a link is in the way:", path);
	sys_call(SYS_UNLINK, part, 0, 0);
	out_path = path;
	out_fd = sys_call(SYS_OPEN, part, TO_CREATE | LARGE_FILE, MODE_FILE);
	if (out_fd < 0)
		refuse("cannot write", path);
	while (left != 0) {
		if (at_end())
			refuse("the disk ends in", name);
		n = in_bytes - in_at;
		if (left > 0 && left < n)       // below 0: 2 GiB and more
			n = left;
		send(in + in_at, n);
		in_at = in_at + n;
		left = left - n;
	}
	close_out();
	sys_call(SYS_CHMOD, part, MODE_FILE, 0);
	if (sys_call(SYS_RENAME, part, path, 0) < 0)
		refuse("cannot write", path);
}

void import(char* folder) {
	int count; int length; int size;
	char* name;
	in_at = 8;                              // behind the magic
	count = number();
	if (count < 0 || count > NAMES_MAX)
		fail("too many files on", in_path);
	rows = alloc(ROWS * 4);
	sys_call(SYS_MKDIR, folder, MODE_FOLDER, 0);
	for (file_number = 1; file_number <= count; file_number = file_number + 1) {
		length = number_of_form();
		if (file_number == 1 && length == 0) {
			wide = 1;
			length = number_of_form();
		}
		size = number_of_form();
		name = read_name(length);
		remember(name);
		copy_out(folder, name, size);
	}
	tell(join(program, join(": ", join(decimal(count), join(" files from ", in_path)))));
}

// Does this device begin with a payload? Then its first bytes are in the input. A device
// that cannot be read is not it.
int probe(char* path) {
	in_path = path;
	in_fd = sys_call(SYS_OPEN, path, LARGE_FILE, 0);
	if (in_fd < 0)
		return 0;
	in_bytes = sys_call(SYS_READ, in_fd, in, PROBE_BYTES);
	if (in_bytes >= 12 && begins(in, "LBPAYLD1"))
		return 1;
	sys_call(SYS_CLOSE, in_fd, 0, 0);
	return 0;
}

// Rows of the list: major, minor, blocks, name; the first two lines are a heading and nothing.
char* row_at;
int row_number(void) {                  // -1: none here
	int n = -1;
	while (row_at[0] == ' ' || row_at[0] == 9)
		row_at = row_at + 1;
	while (row_at[0] >= '0' && row_at[0] <= '9' && n < 0x1000000) {
		if (n < 0)
			n = 0;
		n = n * 10 + row_at[0] - '0';
		row_at = row_at + 1;
	}
	return n;
}

char* row_name(void) {                  // to the line's end; row_at goes to the next line
	char* name;
	while (row_at[0] == ' ' || row_at[0] == 9)
		row_at = row_at + 1;
	name = row_at;
	while (row_at[0] != 10 && row_at[0] != 0)
		row_at = row_at + 1;
	if (row_at[0] == 10) {
		row_at[0] = 0;
		row_at = row_at + 1;
	}
	return name;
}

int find(char* list, char* devices, int make_nodes) {
	int major; int minor; int blocks; int found;
	char* path;
	row_at = whole(list);
	while (row_at[0] != 0) {
		major = row_number();
		minor = row_number();
		blocks = row_number();
		path = join(devices, join("/", row_name()));
		if (major >= 0 && minor >= 0 && blocks >= 0) {
			if (make_nodes) {
				path = join(devices, join("/lbpayload-", join(decimal(major), join("-", decimal(minor)))));
				sys_call(SYS_MKNOD, path, BLOCK_DEVICE, (major << 8) | (minor & 255) | ((minor & ~255) << 12));
			}
			found = probe(path);
			if (make_nodes)         // an open one stays readable
				sys_call(SYS_UNLINK, path, 0, 0);
			if (found)
				return 1;
		}
	}
	return 0;
}

int main(int argc, char** argv) {
	char* list = "/proc/partitions";
	char* devices = "/dev";
	int make_nodes = 0;
	begin("import-payload", argv);
	while (args[arg] != 0) {
		if (option("--partitions", "--partitions"))
			list = option_value();
		else if (option("--devices", "--devices"))
			devices = option_value();
		else if (option("--make-nodes", "--make-nodes"))
			make_nodes = 1;
		else if (option("--mount-proc", "--mount-proc")) {
			sys_call(SYS_MKDIR, "/proc", MODE_FOLDER, 0);   // if it is there, or is mounted: good
			call5(SYS_MOUNT, "proc", "/proc", "proc", 0, 0);
		} else
			keep_name();
	}
	if (names != 1)
		fail("usage: import-payload [--partitions FILE] [--devices FOLDER] [--make-nodes] [--mount-proc] FOLDER", 0);
	in = alloc(IN_ROOM);
	if (!find(list, devices, make_nodes))
		fail("no disk begins with a payload, of those in", list);
	import(argv[0]);
	return 0;
}
