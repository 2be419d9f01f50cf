/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "regenlines.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arr.h"

/* A line of one of the two texts. */
struct one {
	struct span raw;
	size_t at, n;           /* its form, in the buffer of forms */
	size_t id;              /* equal for equal forms, over both texts */
	bool lone;              /* the other text does not have it here */
};

struct text {
	struct one *line;
	size_t n;
};

struct comparing {
	struct text old, new;
	struct str forms;
};

static void
cut_lines(struct span bytes, lines_form *form, void *data, struct str *forms, struct text *text)
{
	struct span line;

	while (span_line(&bytes, &line)) {
		struct one *one = arr_push(&text->line, &text->n);

		*one = (struct one){ .raw = line, .at = forms->n };
		if (form)
			form(data, line, forms);
		else
			str_add(forms, line);
		one->n = forms->n - one->at;
	}
}

/* Sorting wants the buffer; it is put before each line's number. */
struct sorted {
	const char *at;
	size_t n;
	struct one *one;
};

static int
compare_forms(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	return span_cmp((struct span){ x->at, x->n }, (struct span){ y->at, y->n });
}

static size_t
number_forms(struct comparing *comparing)
{
	size_t n = comparing->old.n + comparing->new.n, id = 0;
	struct sorted *sorted = arr_new(n + 1, sizeof(*sorted));
	const char *forms = str_span(&comparing->forms).at;

	for (size_t i = 0; i < n; i++) {
		struct one *one = i < comparing->old.n ? &comparing->old.line[i]
			: &comparing->new.line[i - comparing->old.n];

		sorted[i] = (struct sorted){ forms + one->at, one->n, one };
	}
	if (n)
		qsort(sorted, n, sizeof(*sorted), compare_forms);
	for (size_t i = 0; i < n; i++) {
		id += i && compare_forms(&sorted[i - 1], &sorted[i]) != 0;
		sorted[i].one->id = id;
	}
	free(sorted);
	return n ? id + 1 : 0;
}

/*
 * Myers' greedy walk: furthest[k] is how far into the old text D edits lead on the diagonal k = old - new. All of its
 * states are kept for the way back. False when more than LINES_EDITS edits are needed.
 */
static bool
walk(struct one *old, ptrdiff_t n, struct one *new, ptrdiff_t m)
{
	ptrdiff_t most = n + m < LINES_EDITS ? n + m : LINES_EDITS, found = -1, x, y;
	ptrdiff_t **state = arr_new((size_t)most + 1, sizeof(*state));
	ptrdiff_t *furthest = arr_new(2 * (size_t)most + 3, sizeof(*furthest)), *middle = furthest + most + 1;

	for (ptrdiff_t d = 0; d <= most && found < 0; d++) {
		for (ptrdiff_t k = -d; k <= d; k += 2) {
			x = k == -d || (k != d && middle[k - 1] < middle[k + 1]) ? middle[k + 1] : middle[k - 1] + 1;
			y = x - k;
			while (x < n && y < m && x >= 0 && y >= 0 && old[x].id == new[y].id) {
				x++;
				y++;
			}
			middle[k] = x;
			if (k == n - m && x >= n)
				found = d;
		}
		state[d] = arr_new(2 * (size_t)d + 1, sizeof(**state));
		memcpy(state[d], middle - d, (2 * (size_t)d + 1) * sizeof(**state));
	}
	x = n;
	y = m;
	for (ptrdiff_t d = found; d > 0; d--) {
		/* state[d - 1][k + d - 1] is the diagonal k one edit earlier. */
		const ptrdiff_t *before = state[d - 1] + d - 1;
		ptrdiff_t k = x - y;
		bool down = k == -d || (k != d && before[k - 1] < before[k + 1]);

		/* From k + 1 a line of the new text was added, from k - 1 one of the old text left out. */
		x = down ? before[k + 1] : before[k - 1];
		y = x - (down ? k + 1 : k - 1);
		if (down && y < m)
			new[y].lone = true;
		else if (!down && x < n)
			old[x].lone = true;
	}
	for (ptrdiff_t d = 0; d <= most; d++)
		free(state[d]);
	free(state);
	free(furthest);
	return found >= 0;
}

/* Lines of which one text has more than the other, wherever they stand. */
static void
count_lines(struct comparing *comparing, size_t nid)
{
	size_t *have = arr_new(nid + 1, sizeof(*have));

	for (size_t i = 0; i < comparing->new.n; i++)
		have[comparing->new.line[i].id]++;
	for (size_t i = 0; i < comparing->old.n; i++) {
		size_t *left = &have[comparing->old.line[i].id];

		comparing->old.line[i].lone = *left == 0;
		*left -= *left > 0;
	}
	/* What is left over of each is its last lines. */
	for (size_t i = comparing->new.n; i-- > 0;) {
		size_t *left = &have[comparing->new.line[i].id];

		comparing->new.line[i].lone = *left > 0;
		*left -= *left > 0;
	}
	free(have);
}

static void
show_line(struct lines *lines, struct str *text, char sign, struct span line, size_t shown, size_t bytes)
{
	struct str escaped = STR_INIT;

	if (lines->nline++ >= shown)
		return;
	str_addc(text, sign);
	if (line.n > bytes)
		line.n = bytes;
	str_add_escaped(&escaped, line);
	if (escaped.n > bytes) {
		escaped.n = bytes;
		while (escaped.n && ((unsigned char)escaped.at[escaped.n] & 0xc0) == 0x80)
			escaped.n--;
		str_add(text, str_span(&escaped));
		str_adds(text, "...");
	} else {
		str_add(text, str_span(&escaped));
	}
	str_release(&escaped);
	str_addc(text, '\n');
}

/* Both texts side by side, now that it is known which lines stand alone. */
static void
tell(const struct comparing *comparing, size_t shown, size_t bytes, struct lines *lines)
{
	const struct text *old = &comparing->old, *new = &comparing->new;
	struct str text = STR_INIT;
	size_t i = 0, k = 0;

	while (i < old->n || k < new->n) {
		bool lone = true;

		if (i < old->n && old->line[i].lone)
			show_line(lines, &text, '-', old->line[i++].raw, shown, bytes);
		else if (k < new->n && new->line[k].lone)
			show_line(lines, &text, '+', new->line[k++].raw, shown, bytes);
		else
			lone = false;
		if (lone) {
			if (!lines->first)
				lines->first = i + (i == 0 || !old->line[i - 1].lone);
			continue;
		}
		if (i < old->n && k < new->n)
			lines->nalike += !span_eq(old->line[i].raw, new->line[k].raw);
		i += i < old->n;
		k += k < new->n;
	}
	lines->shown = str_take(&text);
	if (!lines->shown)
		lines->shown = arr_dup("");
}

void
lines_compare(struct span old, struct span new, lines_form *form, void *data, size_t shown, size_t bytes,
	struct lines *lines)
{
	struct comparing comparing = { .forms = STR_INIT };
	size_t nid, head = 0, tail = 0, n, m;
	struct one *x, *y, none = { 0 };

	*lines = (struct lines){ 0 };
	cut_lines(old, form, data, &comparing.forms, &comparing.old);
	cut_lines(new, form, data, &comparing.forms, &comparing.new);
	nid = number_forms(&comparing);
	n = comparing.old.n;
	m = comparing.new.n;
	/* One that has no lines has no array to point into. */
	x = n ? comparing.old.line : &none;
	y = m ? comparing.new.line : &none;
	while (head < n && head < m && x[head].id == y[head].id)
		head++;
	while (tail < n - head && tail < m - head && x[n - 1 - tail].id == y[m - 1 - tail].id)
		tail++;
	if (n + m > head + head + tail + tail
		&& !walk(x + head, (ptrdiff_t)(n - head - tail), y + head, (ptrdiff_t)(m - head - tail))) {
		lines->counted = true;
		count_lines(&comparing, nid);
	}
	tell(&comparing, shown, bytes, lines);
	/* The same lines in another order are no equal texts. */
	if (lines->counted && lines->nline == 0) {
		lines->nline = 1;
		lines->first = head + 1;
	}
	free(comparing.old.line);
	free(comparing.new.line);
	str_release(&comparing.forms);
}

void
lines_release(struct lines *lines)
{
	free(lines->shown);
	*lines = (struct lines){ 0 };
}
