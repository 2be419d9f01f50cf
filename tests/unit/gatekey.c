/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/str.h"
#include "gatekey.h"
#include "test.h"

/* Bytes from pairs of hexadecimal digits. */
static struct span
bytes(const char *hex, char *room)
{
	size_t n = 0;

	for (; *hex; hex += 2)
		room[n++] = (char)(span_digit(hex[0]) << 4 | span_digit(hex[1]));
	return (struct span){ room, n };
}

/* Version 4, RSA, SHA512, of 2025-12-31; a fingerprint among what is signed, a key id among what is not. */
#define BODY "0400010a" "001d" "05026955b900" "162104" "0123456789abcdef0123456789abcdef01234567" \
	"000a" "0910" "89abcdef01234567" "beef" "0001" "ff"

static void
version_4(void **state)
{
	char room[512], *text = str_format("88%02zx%s", (sizeof(BODY) - 1) / 2, BODY);
	struct gate_keys keys = { .nkey = 0 };
	struct err err = ERR_INIT;

	(void)state;
	GOOD(gate_keys_parse(&keys, "x.sig", bytes(text, room), &err));
	assert_int_equal(keys.nkey, 1);
	assert_string_equal(keys.key[0].id, "0123456789ABCDEF0123456789ABCDEF01234567");
	assert_string_equal(keys.key[0].algorithm, "RSA");
	assert_string_equal(keys.key[0].hash, "SHA512");
	assert_int_equal(keys.key[0].time, 0x6955b900);
	free(text);
	/* The length in the new form, and twice. */
	text = str_format("c2%02zx%sc2%02zx%s", (sizeof(BODY) - 1) / 2, BODY, (sizeof(BODY) - 1) / 2, BODY);
	GOOD(gate_keys_parse(&keys, "x.sig", bytes(text, room), &err));
	assert_int_equal(keys.nkey, 2);
	free(text);
}

static void
version_3(void **state)
{
	char room[512];
	struct gate_keys keys = { .nkey = 0 };
	struct err err = ERR_INIT;

	(void)state;
	GOOD(gate_keys_parse(&keys, "x.sig", bytes("88160305006955b9000123456789abcdef1102beef0001ff", room), &err));
	assert_string_equal(keys.key[0].id, "0123456789ABCDEF");
	assert_string_equal(keys.key[0].algorithm, "DSA");
	assert_string_equal(keys.key[0].hash, "SHA1");
	assert_true(gate_hash_is_weak(keys.key[0].hash));
	GOOD(gate_keys_parse(&keys, "x.sig", bytes("88160305006955b9000123456789abcdef6363beef0001ff", room), &err));
	assert_string_equal(keys.key[0].algorithm, "algorithm 99");
	assert_string_equal(keys.key[0].hash, "hash 99");
}

static void
armour(void **state)
{
	/* The same version 3 signature, as base64. */
	static const char text[] = "words\n-----BEGIN PGP SIGNATURE-----\nComment: x\n\niBYDBQBpVbkAASNFZ4mrze8RAr7vAAH/\n=aaaa\n"
		"-----END PGP SIGNATURE-----\n";
	static const char message[] = "x.asc: no signature of OpenPGP, signify or minisign, or cut short";
	struct gate_keys keys = { .nkey = 0 };
	struct err err = ERR_INIT;

	(void)state;
	GOOD(gate_keys_parse(&keys, "x.asc", span_of(text), &err));
	assert_string_equal(keys.key[0].id, "0123456789ABCDEF");
	/* Cut short anywhere behind its beginning. */
	for (size_t n = 40; n < sizeof(text) - 12; n++)
		BAD(gate_keys_parse(&keys, "x.asc", (struct span){ text, n }, &err), message);
	BAD(gate_keys_parse(&keys, "x.asc", SPAN("-----BEGIN PGP SIGNATURE-----\n\n*\n-----END PGP SIGNATURE-----\n"), &err), message);
	assert_int_equal(keys.nkey, 1);
}

static void
signify(void **state)
{
	static const char text[] = "untrusted comment: by a key\n"
		"RWQBAgMEBQYHCAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
	struct gate_keys keys = { .nkey = 0 };
	struct err err = ERR_INIT;

	(void)state;
	GOOD(gate_keys_parse(&keys, "x.sig", span_of(text), &err));
	assert_string_equal(keys.key[0].id, "0102030405060708");
	assert_string_equal(keys.key[0].algorithm, "Ed25519");
	BAD(gate_keys_parse(&keys, "x.sig", SPAN("untrusted comment: x\nRWQB\n"), &err),
		"x.sig: no signature of OpenPGP, signify or minisign, or cut short");
}

static void
what_is_none(void **state)
{
	static const char message[] = "x: no signature of OpenPGP, signify or minisign, or cut short";
	static const char *const table[] = { "", "00", "88", "8801", "880104", "8805040001", "c2ff00000005", "b400", "c1",
		"880a04000108ffffffffffff", "88080400010800050900", "8803" "02" "0000" };
	struct gate_keys keys = { .nkey = 0 };
	struct err err = ERR_INIT;
	struct str many = STR_INIT;
	char room[512];

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		BAD(gate_keys_parse(&keys, "x", bytes(table[i], room), &err), message);
	assert_int_equal(keys.nkey, 0);
	for (int i = 0; i <= GATE_KEYS_MAX; i++)
		str_add(&many, bytes("88160305006955b9000123456789abcdef1102beef0001ff", room));
	BAD(gate_keys_parse(&keys, "x", str_span(&many), &err), "x: more than 16 signatures");
	str_release(&many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(version_4),
		TEST(version_3),
		TEST(armour),
		TEST(signify),
		TEST(what_is_none),
	};

	return RUN(tests);
}
