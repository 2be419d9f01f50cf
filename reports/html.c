/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page that needs nothing else: no script, no picture or style from outside
 *
 * The chain is drawn as SVG: a box a step, in rows of a few, a line from each step to
 * those that need it and do not get it through another. A verdict is a word and a sign, not a colour alone.
 */
#include <stdlib.h>

#include "base/arr.h"
#include "html.h"
#include "report.h"

enum { COLUMNS = 6, BOX_WIDTH = 132, BOX_HEIGHT = 46, STEP_X = 160, STEP_Y = 92, EDGE = 14,
	NAME_SHOWN = 15, NAME_TAIL = 5 };

static const char style[] =
	":root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--paper:#fff;--line:#d0d7de;--soft:#f6f8fa;"
	"--match:#1a7f37;--differs:#b3261e;--failed:#8b1a8b;--wait:#7a5a00}\n"
	"@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9da7b3;--paper:#0d1117;--line:#30363d;"
	"--soft:#161b22;--match:#56d364;--differs:#ff7b72;--failed:#e29bf0;--wait:#e3b341}}\n"
	"body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:66rem;"
	"margin:0 auto;padding:1.5rem 1rem}\n"
	"h1{font-size:1.5rem;margin:0 0 .3rem}h2{font-size:1.15rem;margin:2rem 0 .6rem}h3{font-size:1rem;margin:1.4rem 0 .4rem}\n"
	"p{margin:.4rem 0}code,td.c,pre{font:.86rem/1.45 ui-monospace,monospace;overflow-wrap:anywhere}\n"
	".dim{color:var(--dim)}.wide{overflow-x:auto}\n"
	"table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;"
	"border-bottom:1px solid var(--line)}th{font-weight:600;background:var(--soft)}\n"
	".match{color:var(--match)}.differs{color:var(--differs)}.failed{color:var(--failed)}"
	".not-reached,.not-checked{color:var(--wait)}.ban,.non-free{color:var(--differs)}.strip,.undecided{color:var(--wait)}.free{color:var(--match)}\n"
	".v{font-weight:600;white-space:nowrap}\n"
	"ul.counts{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:.8rem 0}"
	"ul.counts li{border:1px solid var(--line);border-radius:.4rem;padding:.25rem .7rem;background:var(--soft)}\n"
	"h3,p,summary,td,li{overflow-wrap:anywhere}svg{display:block;max-width:100%;min-width:38rem;height:auto}svg rect{fill:var(--soft);stroke:currentColor;stroke-width:1.5}"
	"svg path{fill:none;stroke:var(--dim);stroke-width:1.2}svg text{font:13px system-ui,sans-serif;fill:var(--ink)}"
	"svg text.s{font-size:11px;fill:currentColor;font-weight:600}\n"
	"details{margin:.5rem 0;border:1px solid var(--line);border-radius:.4rem;padding:.4rem .8rem}summary{cursor:pointer}\n"
	"@media print{body{max-width:none}details{break-inside:avoid}}\n";

static const char *
sign(enum verdict verdict)
{
	static const char *const signs[] = { "\xe2\x9c\x93", "\xe2\x89\xa0", "\xe2\x9c\x97", "\xe2\x80\xa6", "?" };

	return signs[verdict];
}

void
html_add(struct str *out, const char *text)
{
	for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
		if (at[0] == 0xe2 && at[1] == 0x80 && ((at[2] >= 0x8b && at[2] <= 0x8f) || (at[2] >= 0xaa && at[2] <= 0xae))) {
			str_addf(out, "[U+20%02X]", 0x0b + at[2] - 0x8b);
			at += 2;
		} else if (at[0] == 0xe2 && at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9) {
			str_addf(out, "[U+20%02X]", 0x66 + at[2] - 0xa6);
			at += 2;
		} else if (*at < 0x20 || *at == 0x7f) {
			str_addf(out, "\\%03o", *at);
		} else if (*at == '<') {
			str_adds(out, "&lt;");
		} else if (*at == '>') {
			str_adds(out, "&gt;");
		} else if (*at == '&') {
			str_adds(out, "&amp;");
		} else if (*at == '"') {
			str_adds(out, "&quot;");
		} else if (*at == '\'') {
			str_adds(out, "&#39;");
		} else {
			str_addc(out, (char)*at);
		}
	}
}

static void
add_verdict(struct str *out, enum verdict verdict)
{
	str_addf(out, "<span class=\"v %s\">%s %s</span>", verdict_word(verdict), sign(verdict),
		verdict_word(verdict));
}

/* Where the box of step I is. Rows run to and fro, so that a line to the next step is short. */
static void
box_place(size_t i, size_t *x, size_t *y)
{
	size_t row = i / COLUMNS, column = i % COLUMNS;

	*x = EDGE + (row % 2 ? COLUMNS - 1 - column : column) * STEP_X;
	*y = EDGE + row * STEP_Y;
}

static void
add_line(struct str *out, size_t from, size_t to)
{
	size_t x1, y1, x2, y2;

	box_place(from, &x1, &y1);
	box_place(to, &x2, &y2);
	x1 += BOX_WIDTH / 2;
	x2 += BOX_WIDTH / 2;
	if (y1 == y2) {
		/* Side by side: straight; further away: in an arc below the boxes between. */
		size_t low = y1 + BOX_HEIGHT + 10 + (to - from) * 4;

		if (to == from + 1)
			str_addf(out, "<path d=\"M%zu %zuH%zu\"/>", x1 < x2 ? x1 + BOX_WIDTH / 2 : x1 - BOX_WIDTH / 2,
				y1 + BOX_HEIGHT / 2, x1 < x2 ? x2 - BOX_WIDTH / 2 : x2 + BOX_WIDTH / 2);
		else
			str_addf(out, "<path d=\"M%zu %zuC%zu %zu %zu %zu %zu %zu\"/>", x1, y1 + BOX_HEIGHT, x1, low + 14,
				x2, low + 14, x2, y2 + BOX_HEIGHT);
		return;
	}
	str_addf(out, "<path d=\"M%zu %zuC%zu %zu %zu %zu %zu %zu\"/>", x1, y1 + BOX_HEIGHT, x1,
		y1 + BOX_HEIGHT + 30, x2, y2 - 30, x2, y2);
}

static void
add_box(struct str *out, const struct record_step *step, size_t i)
{
	struct str name = STR_INIT;
	size_t x, y;

	box_place(i, &x, &y);
	str_adds(&name, step->name);
	if (name.n > NAME_SHOWN) {
		size_t cut = NAME_SHOWN - NAME_TAIL - 1;
		const char *tail = step->name + strlen(step->name) - NAME_TAIL;

		/* Passes of one step differ at the end alone. */
		while (cut > 0 && ((unsigned char)name.at[cut] & 0xc0) == 0x80)
			cut--;
		while (((unsigned char)*tail & 0xc0) == 0x80)
			tail++;
		name.n = cut;
		name.at[cut] = '\0';
		str_addf(&name, "\xe2\x80\xa6%s", tail);
	}
	str_addf(out, "<a href=\"#s%zu\"><g class=\"%s\"><title>", i, verdict_word(step->verdict));
	html_add(out, step->name);
	str_addf(out, ": %s</title><rect x=\"%zu\" y=\"%zu\" width=\"%d\" height=\"%d\" rx=\"6\"/>",
		verdict_word(step->verdict), x, y, BOX_WIDTH, BOX_HEIGHT);
	str_addf(out, "<text x=\"%zu\" y=\"%zu\">", x + 10, y + 19);
	html_add(out, name.at);
	str_addf(out, "</text><text class=\"s\" x=\"%zu\" y=\"%zu\">%s %s</text></g></a>\n", x + 10, y + 36,
		sign(step->verdict), verdict_word(step->verdict));
	str_release(&name);
}

static bool
needs(const struct record_step *step, const char *name)
{
	for (size_t k = 0; k < step->nneed; k++) {
		if (!strcmp(step->need[k], name))
			return true;
	}
	return false;
}

/* What a step needs through another that it needs has no line of its own: most need all before them. */
static void
add_lines(struct str *out, const struct record *record)
{
	size_t n = record->nstep;
	bool *reached = arr_new(n, n * sizeof(*reached));

	for (size_t i = 0; i < n; i++) {
		bool *mine = reached + i * n;

		for (size_t from = i; from-- > 0;) {
			if (mine[from] || !needs(&record->step[i], record->step[from].name))
				continue;
			add_line(out, from, i);
			mine[from] = true;
			for (size_t k = 0; k < from; k++)
				mine[k] = mine[k] || reached[from * n + k];
		}
	}
	free(reached);
}

static void
add_picture(struct str *out, const struct record *record)
{
	size_t rows = (record->nstep + COLUMNS - 1) / COLUMNS;
	size_t columns = record->nstep < COLUMNS ? record->nstep : COLUMNS;
	size_t width = (columns - 1) * STEP_X + BOX_WIDTH + 2 * EDGE;
	size_t height = (rows - 1) * STEP_Y + BOX_HEIGHT + 2 * EDGE + 36;

	str_addf(out, "<h2>The chain</h2>\n<div class=\"wide\"><svg role=\"img\" aria-label=\"%zu steps and who needs "
		"whom; each step below names all that it needs\" width=\"%zu\" height=\"%zu\" viewBox=\"0 0 %zu %zu\">\n",
		record->nstep, width, height, width, height);
	add_lines(out, record);
	str_addc(out, '\n');
	for (size_t i = 0; i < record->nstep; i++)
		add_box(out, &record->step[i], i);
	str_adds(out, "</svg></div>\n");
}

static void
add_side(struct str *out, const struct layer_entry *entry)
{
	if (!entry) {
		str_adds(out, "<td class=\"dim\">not there</td>");
		return;
	}
	str_adds(out, "<td class=\"c\">");
	if (entry->type == LAYER_FILE)
		str_addf(out, "%s<br>mode %04o, %llu bytes", digest_text(&entry->digest).text, entry->mode,
			(unsigned long long)entry->size);
	else if (entry->type == LAYER_DIR)
		str_addf(out, "folder, mode %04o", entry->mode);
	else if (entry->type == LAYER_GONE)
		str_adds(out, "removed");
	else {
		str_adds(out, "link to ");
		html_add(out, entry->target);
	}
	str_adds(out, "</td>");
}

static void
add_changes(struct str *out, const struct record_step *step)
{
	if (!step->nchange)
		return;
	str_adds(out, "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Differs</th><th scope=\"col\">recorded</th>"
		"<th scope=\"col\">built</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < step->nchange; i++) {
		const struct record_change *change = &step->change[i];

		str_adds(out, "<tr><td class=\"c\">");
		html_add(out, (change->recorded ? change->recorded : change->built)->path);
		str_adds(out, "</td>");
		add_side(out, change->recorded);
		add_side(out, change->built);
		str_adds(out, "</tr>\n");
	}
	str_adds(out, "</tbody></table></div>\n");
}

static void
add_files(struct str *out, const struct layer *layer)
{
	if (!layer->nentry)
		return;
	str_adds(out, "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Leaves behind</th><th scope=\"col\">what</th>"
		"</tr></thead><tbody>\n");
	for (size_t i = 0; i < layer->nentry; i++) {
		str_adds(out, "<tr><td class=\"c\">");
		html_add(out, layer->entry[i].path);
		str_adds(out, "</td>");
		add_side(out, &layer->entry[i]);
		str_adds(out, "</tr>\n");
	}
	str_adds(out, "</tbody></table></div>\n");
}

static void
add_words(struct str *out, const char *head, char *const *word, size_t n)
{
	if (!n)
		return;
	str_addf(out, "<p>%s: ", head);
	for (size_t i = 0; i < n; i++) {
		str_adds(out, i ? ", <code>" : "<code>");
		html_add(out, word[i]);
		str_adds(out, "</code>");
	}
	str_adds(out, "</p>\n");
}

static void
add_step(struct str *out, const struct record_step *step, size_t i)
{
	str_addf(out, "<details id=\"s%zu\"%s><summary>", i,
		step->verdict == VERDICT_MATCH || step->verdict == VERDICT_NOT_CHECKED ? "" : " open");
	add_verdict(out, step->verdict);
	str_adds(out, " <strong>");
	html_add(out, step->name);
	str_adds(out, "</strong>");
	str_adds(out, "</summary>\n");
	if (step->reason[0]) {
		str_adds(out, "<p>");
		html_add(out, step->reason);
		str_adds(out, "</p>\n");
	}
	if (step->script[0]) {
		str_adds(out, "<p>Recipe: <code>");
		html_add(out, step->script);
		str_adds(out, "</code></p>\n");
	}
	add_words(out, "Needs", step->need, step->nneed);
	add_words(out, "Sources", step->source, step->nsource);
	add_changes(out, step);
	add_files(out, &step->output);
	str_adds(out, "</details>\n");
}

static void
add_sources(struct str *out, const struct record *record)
{
	str_adds(out, "<h2>Sources</h2>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">File</th><th scope=\"col\">SHA-256</th>"
		"<th scope=\"col\">State</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < record->nsource; i++) {
		const struct record_source *source = &record->source[i];

		str_adds(out, "<tr><td class=\"c\">");
		html_add(out, source->name);
		str_addf(out, "</td><td class=\"c\">%s</td><td>", digest_text(&source->digest).text);
		if (source->present)
			str_addf(out, "<span class=\"v match\">&#10003; at hand</span>, %llu bytes",
				(unsigned long long)source->size);
		else
			str_adds(out, "<span class=\"v differs\">&#10007; missing</span>");
		str_adds(out, "</td></tr>\n");
	}
	str_adds(out, "</tbody></table></div>\n");
}

void
report_html(const struct report_input *input, struct str *text)
{
	static const enum verdict verdict[] = { VERDICT_MATCH, VERDICT_DIFFERS, VERDICT_FAILED,
		VERDICT_NOT_REACHED, VERDICT_NOT_CHECKED };
	const struct record *record = input->record;
	bool rebuilt = record->nstep || !record->naudit;

	str_addf(text, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<title>lbs: what was %s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n",
		rebuilt ? "rebuilt" : "found in sources", style);
	str_addf(text, "<h1>What was %s</h1>\n<p class=\"dim\">Record <code>",
		rebuilt ? "rebuilt, and what it came to" : "found in sources");
	str_addf(text, "%s</code> of ", digest_text(&input->digest).text);
	html_add(text, record->program);
	str_addc(text, ' ');
	html_add(text, record->version);
	if (record->arch[0]) {
		str_adds(text, " for ");
		html_add(text, record->arch);
	}
	str_adds(text, "</p>\n<ul class=\"counts\">\n");
	for (size_t i = 0; i < sizeof(verdict) / sizeof(*verdict); i++) {
		size_t n = record_count(record, verdict[i]);

		if (n)
			str_addf(text, "<li><span class=\"v %s\">%s %zu %s</span></li>\n", verdict_word(verdict[i]),
				sign(verdict[i]), n, verdict_word(verdict[i]));
	}
	if (record->naudit)
		str_addf(text, "<li>%zu finding%s to ban</li>\n", record_count_findings(record, SEVERITY_BAN),
			record_count_findings(record, SEVERITY_BAN) == 1 ? "" : "s");
	str_adds(text, "</ul>\n");
	if (record->nstep) {
		add_picture(text, record);
		str_adds(text, "<h2>Steps</h2>\n");
		for (size_t i = 0; i < record->nstep; i++)
			add_step(text, &record->step[i], i);
	}
	if (record->nsource)
		add_sources(text, record);
	if (record->naudit)
		str_adds(text, "<h2>Findings in sources</h2>\n");
	for (size_t i = 0; i < record->naudit; i++)
		html_audit(text, &record->audit[i]);
	str_adds(text, "</main>\n</body>\n</html>\n");
}
