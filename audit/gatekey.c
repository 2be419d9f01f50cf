/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "gatekey.h"

#include <stdio.h>

#include "base/str.h"

enum { PACKET_SIGNATURE = 2, SUB_TIME = 2, SUB_KEY_ID = 16, SUB_FINGERPRINT = 33 };

struct name { unsigned number; const char *word; };

static const struct name algorithms[] = { { 1, "RSA" }, { 2, "RSA" }, { 3, "RSA" }, { 17, "DSA" }, { 19, "ECDSA" },
	{ 22, "EdDSA" }, { 27, "Ed25519" }, { 28, "Ed448" } };
static const struct name hashes[] = { { 1, "MD5" }, { 2, "SHA1" }, { 3, "RIPEMD160" }, { 8, "SHA256" }, { 9, "SHA384" },
	{ 10, "SHA512" }, { 11, "SHA224" }, { 12, "SHA3-256" }, { 14, "SHA3-512" } };

static void
name_of(const struct name *table, size_t n, const char *kind, unsigned number, char *text, size_t size)
{
	for (size_t i = 0; i < n; i++) {
		if (table[i].number == number) {
			snprintf(text, size, "%s", table[i].word);
			return;
		}
	}
	snprintf(text, size, "%s %u", kind, number);
}

bool
gate_hash_is_weak(const char *hash)
{
	return !strcmp(hash, "MD5") || !strcmp(hash, "SHA1") || !strcmp(hash, "RIPEMD160");
}

/* The bytes that are left; every taking asks whether there are so many. */

static bool
take(struct span *rest, uint64_t n, struct span *part)
{
	if (rest->n < n)
		return false;
	*part = (struct span){ rest->at, (size_t)n };
	*rest = (struct span){ rest->at + n, rest->n - (size_t)n };
	return true;
}

static bool
take_number(struct span *rest, size_t bytes, uint64_t *number)
{
	struct span part;

	if (!take(rest, bytes, &part))
		return false;
	*number = 0;
	for (size_t i = 0; i < bytes; i++)
		*number = *number << 8 | (unsigned char)part.at[i];
	return true;
}

static void
put_hex(char *text, size_t size, struct span bytes)
{
	text[0] = '\0';
	for (size_t i = 0; i < bytes.n && 2 * i + 2 < size; i++)
		snprintf(text + 2 * i, size - 2 * i, "%02X", (unsigned char)bytes.at[i]);
}

/* OpenPGP. */

/* The length of a packet or subpacket in the new form; false where it is in parts, which no signature is. */
static bool
take_length(struct span *rest, bool subpacket, uint64_t *length)
{
	uint64_t first, second;

	if (!take_number(rest, 1, &first))
		return false;
	if (first == 255)
		return take_number(rest, 4, length);
	if (first >= 192 && (subpacket || first < 224)) {
		if (!take_number(rest, 1, &second))
			return false;
		*length = ((first - 192) << 8) + second + 192;
		return true;
	}
	*length = first;
	return first < 192;
}

static bool
read_subpackets(struct gate_key *key, struct span rest)
{
	while (rest.n) {
		struct span body;
		uint64_t length, type, time;

		if (!take_length(&rest, true, &length) || length == 0 || !take(&rest, length, &body)
			|| !take_number(&body, 1, &type))
			return false;
		type &= 0x7f;
		if (type == SUB_TIME && take_number(&body, 4, &time))
			key->time = (int64_t)time;
		else if (type == SUB_KEY_ID && body.n == 8 && !key->id[0])
			put_hex(key->id, sizeof(key->id), body);
		/* Its first byte is the version of the key. */
		else if (type == SUB_FINGERPRINT && (body.n == 21 || body.n == 33))
			put_hex(key->id, sizeof(key->id), (struct span){ body.at + 1, body.n - 1 });
	}
	return true;
}

static bool
read_signature(struct gate_key *key, struct span body)
{
	uint64_t version, skipped, algorithm, hash, length, time;
	struct span part;

	if (!take_number(&body, 1, &version))
		return false;
	if (version == 3) {
		if (!take_number(&body, 2, &skipped) || !take_number(&body, 4, &time) || !take(&body, 8, &part)
			|| !take_number(&body, 1, &algorithm) || !take_number(&body, 1, &hash))
			return false;
		put_hex(key->id, sizeof(key->id), part);
		key->time = (int64_t)time;
	} else if (version >= 4 && version <= 6) {
		size_t width = version == 6 ? 4 : 2;

		if (!take_number(&body, 1, &skipped) || !take_number(&body, 1, &algorithm) || !take_number(&body, 1, &hash))
			return false;
		for (unsigned i = 0; i < 2; i++) {
			if (!take_number(&body, width, &length) || !take(&body, length, &part)
				|| !read_subpackets(key, part))
				return false;
		}
	} else {
		return false;
	}
	name_of(algorithms, sizeof(algorithms) / sizeof(*algorithms), "algorithm", (unsigned)algorithm, key->algorithm,
		sizeof(key->algorithm));
	name_of(hashes, sizeof(hashes) / sizeof(*hashes), "hash", (unsigned)hash, key->hash, sizeof(key->hash));
	return true;
}

static bool
take_packet(struct span *rest, unsigned *type, struct span *body)
{
	static const size_t widths[] = { 1, 2, 4 };
	uint64_t tag, length;

	if (!take_number(rest, 1, &tag) || !(tag & 0x80))
		return false;
	if (tag & 0x40) {
		*type = tag & 0x3f;
		if (!take_length(rest, false, &length))
			return false;
	} else {
		*type = (tag >> 2) & 0xf;
		if ((tag & 3) == 3)
			length = rest->n;
		else if (!take_number(rest, widths[tag & 3], &length))
			return false;
	}
	return take(rest, length, body);
}

static int
refuse(const char *path, struct err *err)
{
	return err_set(err, ERR_SYNTAX, "%s: no signature of OpenPGP, signify or minisign, or cut short", path);
}

static int
read_packets(struct gate_keys *keys, const char *path, struct span bytes, struct err *err)
{
	while (bytes.n) {
		struct gate_key key = { .time = 0 };
		struct span body;
		unsigned type;

		if (!take_packet(&bytes, &type, &body))
			return refuse(path, err);
		if (type != PACKET_SIGNATURE)
			continue;
		if (!read_signature(&key, body))
			return refuse(path, err);
		if (keys->nkey == GATE_KEYS_MAX)
			return err_set(err, ERR_LIMIT, "%s: more than %d signatures", path, GATE_KEYS_MAX);
		keys->key[keys->nkey++] = key;
	}
	return keys->nkey ? 0 : refuse(path, err);
}

/* Text. */

static int
value_of(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Append what LINE of base64 stands for; false at a character that is none. */
static bool
decode(struct span line, struct str *bytes)
{
	unsigned held = 0, bits = 0;

	for (size_t i = 0; i < line.n && line.at[i] != '='; i++) {
		int value = value_of(line.at[i]);

		if (value < 0)
			return false;
		held = (held << 6 | (unsigned)value) & 0xffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			str_addc(bytes, (char)(held >> bits & 0xff));
		}
	}
	return true;
}

/* The lines of base64 between the empty one behind BEGIN and the sum or END; each is whole quads of characters. */
static int
read_armour(struct gate_keys *keys, const char *path, struct span text, struct err *err)
{
	struct str bytes = STR_INIT;
	struct span line;
	bool head = true, ended = false, good = true;
	int ret;

	while (!ended && good && span_line(&text, &line)) {
		line = span_trim(line);
		if (head) {
			head = line.n != 0;
			continue;
		}
		ended = span_starts(line, "-----END PGP SIGNATURE");
		if (!ended && !span_starts(line, "="))
			good = decode(line, &bytes);
	}
	ret = good && ended ? read_packets(keys, path, str_span(&bytes), err) : refuse(path, err);
	str_release(&bytes);
	return ret;
}

/* "Ed" or "ED", and the eight bytes of the key's number. */
static int
read_signify(struct gate_keys *keys, const char *path, struct span text, struct err *err)
{
	struct gate_key *key = &keys->key[0];
	struct str bytes = STR_INIT;
	struct span line;
	int ret = -1;

	if (!span_line(&text, &line) || !span_line(&text, &line) || !decode(span_trim(line), &bytes) || bytes.n != 74
		|| bytes.at[0] != 'E' || (bytes.at[1] != 'd' && bytes.at[1] != 'D')) {
		refuse(path, err);
	} else {
		*key = (struct gate_key){ .algorithm = "Ed25519" };
		put_hex(key->id, sizeof(key->id), (struct span){ bytes.at + 2, 8 });
		keys->nkey = 1;
		ret = 0;
	}
	str_release(&bytes);
	return ret;
}

int
gate_keys_parse(struct gate_keys *keys, const char *path, struct span text, struct err *err)
{
	struct gate_keys new = { .nkey = 0 };
	const char *armour;
	int ret;

	armour = span_find(text, SPAN("-----BEGIN PGP SIGNATURE"));
	if (armour)
		ret = read_armour(&new, path, (struct span){ armour, (size_t)(text.at + text.n - armour) }, err);
	else if (span_starts(text, "untrusted comment:"))
		ret = read_signify(&new, path, text, err);
	else
		ret = read_packets(&new, path, text, err);
	if (ret == 0)
		*keys = new;
	return ret;
}
