/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store - file contents, layers and results on disk, named by their digests
 *
 *     STORE/lbs-store          "lbs-store 1\n"
 *     STORE/lock               shared by every run; gc takes it alone
 *     STORE/objects/ab/REST-MODE   one content with one mode (four octal digits);
 *                              its digest is ab + REST; mtime 0; hard-linked into farms
 *     STORE/layers/DIGEST      a layer's canonical text, lbs-layer(5)
 *     STORE/results/DIGEST     "lbs-result 1\n" and "layer DIGEST\n": the step whose
 *                              inputs have this digest gave that layer
 *     STORE/work/RUN/          a run's private folder; RUN/lock is held while it lives
 *
 * Every file appears under its name whole, by rename, and a result is written
 * last; so a run that is killed leaves nothing but its work folder, which the
 * next one clears. What the disk did to the bytes afterwards is found by
 * hashing: nothing is used in a run before store_check_layer() said yes.
 * Two runs that make the same thing write the same bytes under the same name.
 *
 * tests/unit/store.c and tests/host/store.sh belong to this module.
 */
#ifndef LBS_HOST_STORE_H
#define LBS_HOST_STORE_H

#include <sys/types.h>

#include "base/err.h"
#include "format/layer.h"

struct store {
	char *path;             /* owned; as given */
	int dir;                /* the folder */
	int lock;               /* held shared (or alone) until store_close() */
};

#define STORE_INIT { NULL, -1, -1 }

enum store_flags {
	STORE_ALONE = 1 << 0,   /* wait for nobody: ERR_LIMIT when another run is in it */
};

/*
 * Open the store PATH, making it (mode 0700) if it is not there. An existing
 * folder that is neither empty nor a store is refused: ERR_SYNTAX.
 */
int store_open(struct store *store, const char *path, enum store_flags flags, struct err *err);
void store_close(struct store *store);

/*
 * A private folder STORE/work/RUN for this process: *PATH is owned and absolute
 * if the store's path is. It lives until store_end_work(), or, when the process is
 * killed, until another run opens the store.
 */
int store_start_work(struct store *store, char **path, int *lock, struct err *err);
int store_end_work(struct store *store, char **path, int *lock, struct err *err);

/* Take in what is left to read in FD as content with MODE; fills ENTRY's mode, digest and size. */
int store_add_fd(struct store *store, int fd, const char *path, unsigned mode,
	struct layer_entry *entry, struct err *err);

/* The same for bytes in memory. */
int store_add_bytes(struct store *store, struct span bytes, unsigned mode,
	struct layer_entry *entry, struct err *err);

/* Is the object of the file ENTRY there, with the right bytes? ERR_DIFFERS names what is wrong. */
int store_check_object(const struct store *store, const struct layer_entry *entry, struct err *err);

/* Open the object of the file ENTRY for reading; -1 and ERR. The descriptor is owned. */
int store_open_object(const struct store *store, const struct layer_entry *entry, struct err *err);

/* Keep LAYER (its objects are in already); *DIGEST names it. */
int store_put_layer(struct store *store, const struct layer *layer, struct digest *digest,
	struct err *err);

/* 1 and LAYER (owned); 0 when it is not there or its text is damaged; -1 on host trouble. */
int store_find_layer(const struct store *store, const struct digest *digest, struct layer *layer,
	struct err *err);

/*
 * 1 when every object of LAYER is there with the right bytes; 0 and ERR filled
 * with the first that is not: make the layer again; -1 on host trouble.
 */
int store_check_layer(struct store *store, const struct layer *layer, struct err *err);

int store_put_result(struct store *store, const struct digest *input, const struct digest *layer,
	struct err *err);

/* 1 and *LAYER; 0 when there is none or its text is damaged; -1 on host trouble. */
int store_find_result(const struct store *store, const struct digest *input, struct digest *layer,
	struct err *err);

/* What store_sweep() and store_measure() found. */
struct store_count {
	unsigned long long nobject, nlayer, nresult;
	unsigned long long bytes;               /* of objects */
	unsigned long long nbad;                /* damaged; named through SAY */
	unsigned long long ndropped, dropped_bytes;
};

typedef void store_say(void *data, const char *line);

/* Hash everything; damaged files are named and dropped. */
int store_check(struct store *store, store_say *say, void *data, struct store_count *count,
	struct err *err);

/* Count without hashing. */
int store_measure(struct store *store, struct store_count *count, struct err *err);

/*
 * Drop what no layer in KEEP (digests of layers, KEEP may be NULL when nkeep is 0) reaches: results
 * that give another layer, layers that no result gives, objects in no layer. Needs STORE_ALONE.
 */
int store_sweep(struct store *store, const struct digest *keep, size_t nkeep,
	struct store_count *count, struct err *err);

#endif
