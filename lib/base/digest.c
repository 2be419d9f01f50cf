/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/digest.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arr.h"

/* OpenSSL can only fail here for want of memory or of the algorithm itself. */
static void
must(int ok)
{
	if (ok != 1)
		abort();
}

void
digest_start(struct digest_sum *sum)
{
	sum->context = EVP_MD_CTX_new();
	must(sum->context != NULL);
	must(EVP_DigestInit_ex(sum->context, EVP_sha256(), NULL));
}

void
digest_add(struct digest_sum *sum, const void *bytes, size_t n)
{
	must(EVP_DigestUpdate(sum->context, bytes, n));
}

struct digest
digest_end(struct digest_sum *sum)
{
	struct digest digest;

	must(EVP_DigestFinal_ex(sum->context, digest.byte, NULL));
	EVP_MD_CTX_free(sum->context);
	sum->context = NULL;
	return digest;
}

struct digest
digest_of(struct span bytes)
{
	struct digest_sum sum;

	digest_start(&sum);
	digest_add(&sum, bytes.at, bytes.n);
	return digest_end(&sum);
}

int
digest_fd(int fd, const char *path, struct digest *digest, struct err *err)
{
	enum { BLOCK = 1 << 16 };
	char *block = arr_new(BLOCK, 1);
	struct digest_sum sum;
	ssize_t n;
	int ret = 0;

	digest_start(&sum);
	for (;;) {
		n = read(fd, block, BLOCK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		digest_add(&sum, block, (size_t)n);
	}
	if (n < 0)
		ret = err_sys(err, "%s: read", path);
	*digest = digest_end(&sum);
	free(block);
	return ret;
}

struct digest_hex
digest_text(const struct digest *digest)
{
	static const char digits[] = "0123456789abcdef";
	struct digest_hex hex;

	for (int i = 0; i < DIGEST_BYTES; i++) {
		hex.text[2 * i] = digits[digest->byte[i] >> 4];
		hex.text[2 * i + 1] = digits[digest->byte[i] & 15];
	}
	hex.text[DIGEST_HEX] = '\0';
	return hex;
}

bool
digest_parse(struct span text, struct digest *digest)
{
	struct digest new;

	if (text.n != DIGEST_HEX)
		return false;
	for (int i = 0; i < DIGEST_BYTES; i++) {
		int high = span_digit(text.at[2 * i]);
		int low = span_digit(text.at[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		new.byte[i] = (unsigned char)(high << 4 | low);
	}
	*digest = new;
	return true;
}

int
digest_cmp(const struct digest *a, const struct digest *b)
{
	return memcmp(a->byte, b->byte, DIGEST_BYTES);
}

bool
digest_eq(const struct digest *a, const struct digest *b)
{
	return digest_cmp(a, b) == 0;
}
