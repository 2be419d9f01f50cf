/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "licencematch.h"

#include <stdlib.h>

#include "base/arr.h"

enum {
	HITS_MAX = 1 << 20,     /* in one file; what is beyond is not looked at */
	PLACES_MAX = 4096,      /* where texts may stand */
	STEPS_MAX = 1 << 28,    /* of comparing words, in one file: what is made to take long is not looked at to its end */
	ALIGN_MAX = 60,         /* texts that are compared word by word at one place */
	MATCHES_MAX = 256,      /* texts in one file */
	SLACK_MAX = 48,         /* words that what follows a name may be moved by it */
	SHARE_MIN = 250,        /* per mille of a text's shingles that must be met before it is compared */
	PLAIN_LEAD = 8,         /* words that a plain licence may be worse than its variant */
	CUT_HITS = 20,          /* or so many, where the file is cut off */
};

/* A shingle of TEXT that was met. */
struct hit {
	uint32_t text;
	int32_t from;           /* the word of the file at which the text would begin */
	uint32_t place;         /* word of the file */
};

/* Where a text may stand: hits whose texts begin at about the same word. */
struct place {
	uint32_t text;
	uint32_t share;         /* per mille of its shingles */
	size_t first, end;      /* words of the file */
};

static int
compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->text != y->text)
		return x->text < y->text ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* All hits of texts that have enough of them; owned. */
static struct hit *
find_hits(const struct licence_index *index, const uint16_t *word, size_t n, bool cut, size_t *nhit)
{
	uint32_t *count = arr_new((size_t)index->ntext + 1, sizeof(*count));
	struct hit *hit = NULL;
	size_t known = 0, kept = 0;

	*nhit = 0;
	for (size_t i = 0; i < n; i++) {
		const uint32_t *posting;
		size_t at = i + 1 - LICENCE_SHINGLE;
		uint32_t found;

		known = word[i] == LICENCE_NO_WORD ? 0 : known + 1;
		if (known < LICENCE_SHINGLE)
			continue;
		found = licence_index_find(index, licence_shingle(word + at), &posting);
		for (uint32_t k = 0; k < found && *nhit < HITS_MAX; k++) {
			uint32_t text = posting[k] >> 16;

			count[text]++;
			*arr_push(&hit, nhit) = (struct hit){ text,
				(int32_t)at - (int32_t)(posting[k] & 0xffff), (uint32_t)at };
		}
	}
	for (size_t i = 0; i < *nhit; i++) {
		uint64_t met = count[hit[i].text];

		if (met * 1000 >= (uint64_t)index->text[hit[i].text].nsample * SHARE_MIN || (cut && met >= CUT_HITS))
			hit[kept++] = hit[i];
	}
	*nhit = kept;
	if (kept)
		qsort(hit, kept, sizeof(*hit), compare_hits);
	free(count);
	return hit;
}

/* One place from the N hits HIT, which belong together, if they are enough. */
static bool
make_place(const struct licence_index *index, const struct hit *hit, size_t n, size_t nfile, bool cut,
	struct place *place)
{
	const struct licence_text *text = &index->text[hit[0].text];
	const struct hit *low = hit, *high = hit;
	int64_t first, end, visible = text->nword;
	uint64_t expect;

	for (size_t i = 1; i < n; i++) {
		if (hit[i].place < low->place)
			low = &hit[i];
		if (hit[i].place > high->place)
			high = &hit[i];
	}
	first = low->from;
	end = (int64_t)high->from + text->nword;
	if (cut && end > (int64_t)nfile)
		visible -= end - (int64_t)nfile;
	if (visible <= 0)
		return false;
	expect = (uint64_t)text->nsample * (uint64_t)visible / text->nword;
	place->text = hit[0].text;
	place->share = (uint32_t)(expect ? n * 1000 / expect : 1000);
	place->first = first < 0 ? 0 : (size_t)first;
	place->end = end > (int64_t)nfile ? nfile : (size_t)end;
	return place->share >= SHARE_MIN && place->first < place->end;
}

static struct place *
find_places(const struct licence_index *index, const struct hit *hit, size_t nhit, size_t nfile, bool cut,
	size_t *nplace)
{
	struct place *place = NULL, new;
	size_t begin = 0;

	*nplace = 0;
	for (size_t i = 1; i <= nhit; i++) {
		/* Names that are longer or shorter than the template's move what follows them. */
		uint32_t slack = index->text[hit[i - 1].text].nword / 12;

		slack = 16 + (slack < SLACK_MAX ? slack : SLACK_MAX);
		if (i < nhit && hit[i].text == hit[begin].text
			&& (int64_t)hit[i].from - hit[i - 1].from <= (int64_t)slack)
			continue;
		if (make_place(index, hit + begin, i - begin, nfile, cut, &new))
			*arr_push(&place, nplace) = new;
		begin = i;
	}
	return place;
}

/*
 * The least number of words to put in or take out that make A into B, or -1 when it is above MAX.
 * Greedy, after the furthest-reaching paths of E. Myers: row[k] is how far diagonal k is reached.
 */
static int64_t
distance(const uint16_t *a, size_t na, const uint16_t *b, size_t nb, size_t max, uint64_t *budget)
{
	int64_t limit, n, m, ret = -1;
	int32_t *row;

	while (na && nb && *a == *b)
		a++, b++, na--, nb--;
	while (na && nb && a[na - 1] == b[nb - 1])
		na--, nb--;
	if (na == 0 || nb == 0)
		return na + nb <= max ? (int64_t)(na + nb) : -1;
	n = (int64_t)na;
	m = (int64_t)nb;
	limit = max < na + nb ? (int64_t)max : n + m;
	row = arr_new((size_t)(2 * limit + 3), sizeof(*row));
	for (int64_t d = 0; d <= limit && ret < 0 && *budget > (uint64_t)d; d++) {
		*budget -= (uint64_t)d;
		for (int64_t k = -d; k <= d; k += 2) {
			int32_t *at = row + limit + 1 + k;
			int64_t x = k == -d || (k != d && at[-1] < at[1]) ? at[1] : at[-1] + 1;

			while (x < n && x - k >= 0 && x - k < m && a[x] == b[x - k])
				x++;
			*at = (int32_t)x;
			if (x >= n && x - k >= m) {
				ret = d;
				break;
			}
		}
	}
	free(row);
	return ret;
}

/*
 * How like the text at PLACE is to the file there, per mille; 0 when it is not. *GAIN is the number of words
 * that are explained by it, less those that contradict it: of MIT and X11, which is MIT and a sentence more,
 * the one is taken that the file has, and of two texts the one that explains more. What cannot gain more
 * than BEAT is not looked at to the end.
 */
static uint32_t
compare(const struct licence_index *index, const struct place *place, const uint16_t *word, bool at_cut,
	int64_t beat, uint64_t *budget, int64_t *gain)
{
	const struct licence_text *text = &index->text[place->text];
	size_t nfile = place->end - place->first, ntext = text->nword, total, max;
	int64_t found;

	if (at_cut && ntext > nfile)
		ntext = nfile;
	total = nfile + ntext;
	max = total * (1000 - LICENCE_NEAR) / 1000;
	/* From the gain below: (total - found) / 2 - found > beat. */
	if (2 * beat >= (int64_t)total)
		return 0;
	if ((int64_t)max * 3 > (int64_t)total - 2 * beat)
		max = (size_t)((int64_t)total - 2 * beat) / 3;
	found = distance(index->word + text->word, ntext, word + place->first, nfile, max, budget);
	if (found < 0)
		return 0;
	*gain = ((int64_t)total - found) / 2 - found;
	/* One word of a long text is less than a thousandth, and yet not nothing. */
	return found == 0 ? 1000 : (uint32_t)(999 - (uint64_t)found * 999 / total);
}

static bool
overlap(const struct place *a, const struct place *b)
{
	size_t first = a->first > b->first ? a->first : b->first;
	size_t end = a->end < b->end ? a->end : b->end;
	size_t na = a->end - a->first, nb = b->end - b->first;

	return end > first && (end - first) * 10 > 3 * (na < nb ? na : nb);
}

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->share != y->share)
		return x->share > y->share ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

static uint64_t
covered(const struct licence_index *index, const struct place *place)
{
	uint64_t share = place->share > 1000 ? 1000 : place->share;
	size_t n = place->end - place->first, ntext = index->text[place->text].nword;

	return share * share * (n < ntext ? n : ntext);
}

/* Is A the plain licence of which B is a variant, as BSD-3-Clause and BSD-3-Clause-HP? */
static bool
is_plain(const struct licence_index *index, uint32_t a, uint32_t b)
{
	const char *x = index->name + index->text[a].name, *y = index->name + index->text[b].name;
	size_t n = strlen(x);

	return strlen(y) > n && !memcmp(x, y, n) && y[n] == '-';
}

/* The text that fits best round the place SEED. */
static struct licence_match
find_best(const struct licence_index *index, const struct place *place, size_t nplace, struct place seed,
	const uint16_t *word, size_t n, bool cut, uint64_t *budget)
{
	struct licence_match best = { .likeness = 0, .first = seed.first, .end = seed.end };
	int64_t best_gain = 0, gain = 0;
	size_t tried = 0;

	for (size_t i = 0; i < nplace && tried < ALIGN_MAX; i++) {
		int64_t lead = 0;
		uint32_t likeness;

		if (!overlap(&place[i], &seed))
			continue;
		tried++;
		likeness = compare(index, &place[i], word, cut && place[i].end == n,
			best_gain - PLAIN_LEAD, budget, &gain);
		if (likeness < LICENCE_NEAR)
			continue;
		/* A variant is named where its own words are there, not where a name is changed in both. */
		if (best.likeness && best.likeness < 1000 && is_plain(index, place[i].text, best.text))
			lead = PLAIN_LEAD;
		else if (best.likeness && likeness < 1000 && is_plain(index, best.text, place[i].text))
			lead = -PLAIN_LEAD;
		if (best.likeness && gain + lead <= best_gain)
			continue;
		best_gain = gain;
		best = (struct licence_match){ place[i].text, likeness, place[i].first, place[i].end };
	}
	return best;
}

static int
compare_matches(const void *a, const void *b)
{
	const struct licence_match *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

void
licence_match(const struct licence_index *index, const uint16_t *word, size_t n, bool cut,
	struct licence_match **match, size_t *nmatch)
{
	size_t nhit, nplace;
	struct hit *hit = find_hits(index, word, n > INT32_MAX ? INT32_MAX : n, cut, &nhit);
	struct place *place = find_places(index, hit, nhit, n, cut, &nplace);
	uint64_t budget = STEPS_MAX;

	*match = NULL;
	*nmatch = 0;
	if (nplace)
		qsort(place, nplace, sizeof(*place), compare_places);
	if (nplace > PLACES_MAX)
		nplace = PLACES_MAX;
	while (nplace && *nmatch < MATCHES_MAX) {
		const struct place *seed = place;
		struct licence_match best;
		struct place used;
		size_t kept = 0;

		for (size_t i = 1; i < nplace; i++) {
			if (covered(index, &place[i]) > covered(index, seed))
				seed = &place[i];
		}
		used = *seed;
		best = find_best(index, place, nplace, used, word, n, cut, &budget);
		if (best.likeness) {
			*arr_push(match, nmatch) = best;
			used.first = best.first;
			used.end = best.end;
		}
		/* Without a match the seed alone goes: another text may fit a part of this place. */
		for (size_t i = 0; i < nplace; i++) {
			if (best.likeness ? !overlap(&place[i], &used) : &place[i] != seed)
				place[kept++] = place[i];
		}
		nplace = kept;
	}
	if (*nmatch)
		qsort(*match, *nmatch, sizeof(**match), compare_matches);
	free(hit);
	free(place);
}
