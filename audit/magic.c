/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "magic.h"

#include <stdint.h>
#include <string.h>

/* Formats that a few bytes at a fixed place give away. */
static const struct {
	enum magic_kind kind;
	unsigned at;
	unsigned n;
	const char *bytes;
	const char *name;
} table[] = {
	{ MAGIC_EXECUTABLE, 0, 4, "\xfe\xed\xfa\xce", "Mach-O" },
	{ MAGIC_EXECUTABLE, 0, 4, "\xfe\xed\xfa\xcf", "Mach-O" },
	{ MAGIC_EXECUTABLE, 0, 4, "\xce\xfa\xed\xfe", "Mach-O" },
	{ MAGIC_EXECUTABLE, 0, 4, "\xcf\xfa\xed\xfe", "Mach-O" },
	{ MAGIC_OBJECT, 0, 8, "!<arch>\n", "library of objects (ar)" },
	{ MAGIC_OBJECT, 0, 8, "!<thin>\n", "thin library of objects (ar)" },
	{ MAGIC_OBJECT, 0, 4, "BC\xc0\xde", "LLVM bitcode" },
	{ MAGIC_BYTECODE, 0, 4, "\0asm", "WebAssembly" },
	{ MAGIC_BYTECODE, 0, 4, "dex\n", "Android dex" },
	{ MAGIC_BYTECODE, 0, 8, "Caml1999", "OCaml bytecode" },
	{ MAGIC_BYTECODE, 0, 4, ";ELC", "Emacs bytecode" },
	{ MAGIC_BYTECODE, 0, 4, "\x1bLua", "Lua bytecode" },
	{ MAGIC_BYTECODE, 0, 3, "\x1bLJ", "LuaJIT bytecode" },
	{ MAGIC_BYTECODE, 8, 4, "BEAM", "Erlang bytecode" },
	{ MAGIC_BYTECODE, 0, 6, "# FASL", "Lisp bytecode (fasl)" },
	{ MAGIC_BYTECODE, 0, 8, "GOOF----", "Guile bytecode" },
	{ MAGIC_BYTECODE, 0, 8, "\0\0\0\0chez", "Chez Scheme boot file" },
	{ MAGIC_BYTECODE, 0, 3, "FWS", "Flash" },
	{ MAGIC_BYTECODE, 0, 3, "CWS", "Flash" },
	{ MAGIC_OBJECT, 0, 4, "gpch", "precompiled header" },
	{ MAGIC_ARCHIVE, 0, 2, "\x1f\x8b", "gzip" },
	{ MAGIC_ARCHIVE, 0, 2, "\x1f\x9d", "compress" },
	{ MAGIC_ARCHIVE, 0, 6, "\xfd" "7zXZ\0", "xz" },
	{ MAGIC_ARCHIVE, 0, 4, "\x28\xb5\x2f\xfd", "zstd" },
	{ MAGIC_ARCHIVE, 0, 4, "LZIP", "lzip" },
	{ MAGIC_ARCHIVE, 0, 4, "\x04\x22\x4d\x18", "lz4" },
	{ MAGIC_ARCHIVE, 0, 9, "\x89LZO\0\r\n\x1a\n", "lzop" },
	{ MAGIC_ARCHIVE, 0, 4, "MSCF", "cabinet" },
	{ MAGIC_ARCHIVE, 0, 4, "xar!", "xar" },
	{ MAGIC_ARCHIVE, 2, 5, "-lh5-", "lha" },
	{ MAGIC_ARCHIVE, 0, 6, "7z\xbc\xaf\x27\x1c", "7z" },
	{ MAGIC_ARCHIVE, 0, 6, "Rar!\x1a\x07", "rar" },
	{ MAGIC_ARCHIVE, 0, 4, "PK\3\4", "zip" },
	{ MAGIC_ARCHIVE, 0, 4, "PK\5\6", "zip" },
	{ MAGIC_ARCHIVE, 0, 6, "070701", "cpio" },
	{ MAGIC_ARCHIVE, 0, 6, "070702", "cpio" },
	{ MAGIC_ARCHIVE, 0, 6, "070707", "cpio" },
	{ MAGIC_ARCHIVE, 257, 5, "ustar", "tar" },
	{ MAGIC_PICTURE, 0, 8, "\x89PNG\r\n\x1a\n", "PNG" },
	{ MAGIC_PICTURE, 0, 4, "GIF8", "GIF" },
	{ MAGIC_PICTURE, 0, 3, "\xff\xd8\xff", "JPEG" },
	{ MAGIC_PICTURE, 0, 4, "\0\0\1\0", "icon" },
	{ MAGIC_PICTURE, 0, 2, "BM", "bitmap" },
	{ MAGIC_PAPER, 0, 4, "%PDF", "PDF" },
	{ MAGIC_PICTURE, 0, 4, "OTTO", "font" },
	{ MAGIC_PICTURE, 0, 4, "wOFF", "font" },
	{ MAGIC_PICTURE, 0, 4, "wOF2", "font" },
	{ MAGIC_PICTURE, 0, 5, "\0\1\0\0\0", "font" },
	{ MAGIC_PICTURE, 0, 4, "RIFF", "RIFF" },
	{ MAGIC_PICTURE, 0, 4, "OggS", "Ogg" },
	{ MAGIC_PAPER, 0, 2, "\xf7\x02", "DVI" },
	{ MAGIC_CATALOGUE, 0, 4, "\xde\x12\x04\x95", "message catalogue" },
	{ MAGIC_CATALOGUE, 0, 4, "\x95\x04\x12\xde", "message catalogue" },
	{ MAGIC_TRANSLATION, 0, 16, "\x3c\xb8\x64\x18\xca\xef\x9c\x95\xcd\x21\x1c\xbf\x60\xa1\xbd\xdd", "Qt translation" },
	{ MAGIC_PICTURE, 0, 8, "gimp xcf", "GIMP image" },
	{ MAGIC_PICTURE, 0, 4, "II*\0", "TIFF" },
	{ MAGIC_PICTURE, 0, 4, "MM\0*", "TIFF" },
	{ MAGIC_PICTURE, 0, 4, "icns", "icon" },
	{ MAGIC_PICTURE, 0, 4, "8BPS", "Photoshop image" },
	{ MAGIC_PICTURE, 0, 4, "\x01" "fcp", "font (PCF)" },
	{ MAGIC_PICTURE, 0, 2, "\x80\x01", "font (PFB)" },
	{ MAGIC_PICTURE, 0, 4, "fLaC", "FLAC" },
	{ MAGIC_PICTURE, 0, 4, "MThd", "MIDI" },
	{ MAGIC_PICTURE, 0, 3, "ID3", "MP3" },
	{ MAGIC_PICTURE, 4, 4, "ftyp", "MP4" },
	{ MAGIC_DATA, 0, 4, "\n\r\r\n", "pcapng" },
	{ MAGIC_DATA, 0, 4, "\xd4\xc3\xb2\xa1", "pcap" },
	{ MAGIC_DATA, 0, 4, "\xa1\xb2\xc3\xd4", "pcap" },
	{ MAGIC_DATA, 0, 4, "TZif", "time zone" },
	{ MAGIC_DATA, 0, 16, "SQLite format 3\0", "SQLite database" },
	{ MAGIC_DATA, 0, 4, "Cr24", "browser extension" },
	{ MAGIC_DATA, 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE document" },
};

static bool
has(struct span first, size_t at, const char *bytes, size_t n)
{
	return first.n >= at + n && memcmp(first.at + at, bytes, n) == 0;
}

static uint32_t
number(struct span first, size_t at, unsigned bytes, bool little)
{
	uint32_t value = 0;

	for (unsigned i = 0; i < bytes; i++)
		value |= (uint32_t)(unsigned char)first.at[at + i] << 8 * (little ? i : bytes - 1 - i);
	return value;
}

static enum magic_kind
find_elf(struct span first, const char **name)
{
	if (first.n < 18) {
		*name = "ELF, cut short";
		return MAGIC_OBJECT;
	}
	if (number(first, 16, 2, first.at[5] != 2) == 1) {
		*name = "ELF object";
		return MAGIC_OBJECT;
	}
	if (span_find(first, SPAN(".guile.procprops")) || span_find(first, SPAN("guile.arities"))) {
		*name = "Guile bytecode (ELF)";
		return MAGIC_BYTECODE;
	}
	*name = "ELF";
	return MAGIC_EXECUTABLE;
}

/* Two letters begin many a text: only with the second signature, where the first says it is. */
static bool
is_pe(struct span first)
{
	uint32_t at;

	if (!has(first, 0, "MZ", 2) || first.n < 64)
		return false;
	at = number(first, 60, 4, true);
	return at <= first.n && has(first, at, "PE\0\0", 4);
}

/* DOS programs have no second signature; they do have a sane header, and bytes that are no text. */
static bool
is_dos(struct span first)
{
	return has(first, 0, "MZ", 2) && first.n >= 28 && number(first, 2, 2, true) < 512
		&& number(first, 8, 2, true) >= 2 && memchr(first.at, '\0', 28);
}

/*
 * An object of Windows has no magic: it begins with a number of its machine. Its header has 20 bytes: how many sections
 * (at 2), where its symbols are (8) and how many (12), no optional header (16). Sections follow, 40 bytes each, and
 * the first is one whose name begins with a dot. What is too large for that begins with zeros, ones, and a version.
 */
static bool
is_coff(struct span first)
{
	static const uint32_t machine[] = { 0x14c, 0x8664, 0x1c0, 0x1c4, 0xaa64 };
	uint32_t sections, symbols;
	bool known = false, large;

	if (first.n < 60)
		return false;
	large = has(first, 0, "\0\0\xff\xff", 4) && number(first, 4, 2, true) == 2;
	for (size_t i = 0; i < sizeof(machine) / sizeof(*machine); i++)
		known = known || number(first, large ? 6 : 0, 2, true) == machine[i];
	if (!known || large)
		return known && large;
	sections = number(first, 2, 2, true);
	symbols = number(first, 8, 4, true);
	return sections > 0 && sections < 8192 && number(first, 16, 2, true) == 0 && first.at[20] == '.'
		&& (symbols == 0 || symbols >= 20 + 40 * sections);
}

/* A frame of zstd that is to be skipped, before the first that is not: its length, and nothing else, is at 4. */
static bool
is_skipped_zstd(struct span first)
{
	return has(first, 1, "\x2a\x4d\x18", 3) && (unsigned char)first.at[0] >> 4 == 5 && first.n >= 12
		&& (number(first, 4, 4, true) > first.n - 12 || has(first, 8 + number(first, 4, 4, true), "\x28\xb5\x2f\xfd", 4));
}

/* Two formats begin alike: a fat Mach-O has few parts, a class file a version of 45 or more. */
static bool
is_cafebabe(struct span first, enum magic_kind *kind, const char **name)
{
	if (!has(first, 0, "\xca\xfe\xba\xbe", 4) || first.n < 8)
		return false;
	*kind = number(first, 4, 4, false) >= 45 ? MAGIC_BYTECODE : MAGIC_EXECUTABLE;
	*name = *kind == MAGIC_BYTECODE ? "Java class" : "Mach-O, several";
	return true;
}

static bool
is_pyc(struct span first)
{
	/* Two bytes of version, then carriage return and newline; then flags, times, sizes: zeros among them. */
	return has(first, 2, "\r\n", 2) && first.n >= 16 && memchr(first.at, '\0', 16)
		&& (unsigned char)first.at[1] >= 0x0b && (unsigned char)first.at[1] <= 0xf3;
}

/* A byte that no text has among the first ones? */
static bool
has_control(struct span first)
{
	for (size_t i = 0; i < first.n && i < 64; i++) {
		unsigned char c = (unsigned char)first.at[i];

		if (c < ' ' && !strchr("\t\n\r\f\v\033", c))
			return true;
	}
	return first.n > 0 && memchr(first.at, '\0', first.n < 64 ? first.n : 64) != NULL;
}

static bool
is_utf16(struct span first)
{
	return has(first, 0, "\xff\xfe", 2) || (has(first, 0, "\xfe\xff", 2) && first.n > 3);
}

enum magic_kind
magic_find(struct span first, const char **name)
{
	enum magic_kind kind;

	*name = "";
	/* What one program takes for a script, a picture or an executable, and tar for an archive. */
	if (has(first, 257, "ustar", 5) && (has(first, 0, "#!", 2) || has(first, 0, "\177ELF", 4) || has(first, 0, "MZ", 2)
		|| has(first, 0, "\x89PNG", 4) || has(first, 0, "GIF8", 4) || has(first, 0, "%PDF", 4)) && !memchr(first.at, 0, 2)) {
		*name = "tar and another format at once";
		return MAGIC_POLYGLOT;
	}
	if (has(first, 0, "\177ELF", 4))
		return find_elf(first, name);
	if (is_pe(first)) {
		*name = "PE";
		return MAGIC_EXECUTABLE;
	}
	if (is_dos(first)) {
		*name = "DOS program";
		return MAGIC_EXECUTABLE;
	}
	if (is_cafebabe(first, &kind, name))
		return kind;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		if (has(first, table[i].at, table[i].bytes, table[i].n)
			/* Two or three letters begin many a text. */
			&& (table[i].n > 3 || table[i].bytes[0] < '!' || has_control(first))) {
			*name = table[i].name;
			return table[i].kind;
		}
	}
	if (has(first, 0, "BZh", 3) && first.n > 3 && first.at[3] >= '1' && first.at[3] <= '9') {
		*name = "bzip2";
		return MAGIC_ARCHIVE;
	}
	if (is_skipped_zstd(first)) {
		*name = "zstd";
		return MAGIC_ARCHIVE;
	}
	if (is_coff(first)) {
		*name = "COFF object";
		return MAGIC_OBJECT;
	}
	if (is_pyc(first)) {
		*name = "Python bytecode";
		return MAGIC_BYTECODE;
	}
	if (is_utf16(first)) {
		*name = "UTF-16";
		return MAGIC_DATA;
	}
	if (first.n && memchr(first.at, '\0', first.n < MAGIC_BYTES ? first.n : MAGIC_BYTES)) {
		*name = "bytes that are no text";
		return MAGIC_UNKNOWN;
	}
	return MAGIC_NONE;
}
