/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gatekey - who says to have signed a file: the head of a detached signature, not checked
 *
 * Reads OpenPGP (RFC 9580: armoured, or bytes) and signify's or minisign's two lines. What comes out is what the
 * signature claims: its key's fingerprint or id, algorithm and time. Nothing is verified: that wants the key, and
 * somebody who trusts it. This module opens no file. tests/unit/gatekey.c and tests/fuzz/gatekey.c belong to it.
 *
 *     packet     = tag length body        tag: 0x80 | 0x40 | type, or old: 0x80 | type << 2 | form of the length
 *     signature  = 3  5 type time(4) key id(8) algorithm hash ...
 *                | 4  type algorithm hash n(2) subpackets n(2) subpackets ...
 *                | 6  type algorithm hash n(4) subpackets n(4) subpackets ...
 *     subpacket  = length type body       type 2: time; 16: key id; 33: version and fingerprint
 */
#ifndef LBS_AUDIT_GATEKEY_H
#define LBS_AUDIT_GATEKEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

enum { GATE_KEY_LIMIT = 1 << 20, GATE_KEYS_MAX = 16 };

struct gate_key {
	char id[65];                    /* fingerprint, or key id where there is none: hex digits, capital; "" if neither */
	char algorithm[24];             /* "RSA", "Ed25519", "algorithm 99" */
	char hash[24];                  /* "SHA512"; "" of signify */
	int64_t time;                   /* seconds since 1970; 0 if not said */
};

struct gate_keys {
	struct gate_key key[GATE_KEYS_MAX];     /* one a signature, in the order of the file */
	size_t nkey;
};

/*
 * Read TEXT, the signature file PATH. ERR_SYNTAX when it is none, or is cut short; ERR_LIMIT when it has more than
 * GATE_KEYS_MAX signatures.
 */
int gate_keys_parse(struct gate_keys *keys, const char *path, struct span text, struct err *err);

/* Is HASH one with which another text of the same digest can be made today? */
bool gate_hash_is_weak(const char *hash);

#endif
