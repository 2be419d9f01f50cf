/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "findings.h"
#include "html.h"

static void
add_dim(struct str *out, const char *title, const char *words)
{
	if (!words || !words[0])
		return;
	str_addf(out, "<br><span class=\"dim\">%s ", title);
	html_add(out, words);
	str_adds(out, "</span>");
}

static void
add_finding(struct str *out, const struct finding *finding)
{
	str_addf(out, "<tr><td class=\"v %s\">%s</td><td class=\"c\">", severity_word(finding->severity),
		severity_word(finding->severity));
	html_add(out, finding->path);
	if (finding->line)
		str_addf(out, ":%llu", (unsigned long long)finding->line);
	str_adds(out, "</td><td>");
	html_add(out, finding->rule);
	if (finding->change != FINDING_UNCOMPARED)
		str_addf(out, " <strong>%s</strong>", finding_change_word(finding->change));
	str_adds(out, "<br><code>");
	html_add(out, finding->evidence);
	str_adds(out, "</code>");
	add_dim(out, "from", finding->from);
	add_dim(out, "made again:", finding->again);
	str_adds(out, "</td><td>");
	if (finding->state != FINDING_OPEN) {
		str_addf(out, "<strong>%s</strong>: ", finding_state_word(finding->state));
		html_add(out, finding->why);
	} else {
		html_add(out, finding->advice);
		add_dim(out, "chain:", finding->chain);
	}
	str_adds(out, "</td></tr>\n");
}

static void
add_group(struct str *out, const struct licence_group *group)
{
	const struct record_licence *first = group->licence[0];

	str_addf(out, "<tr><td class=\"v %s\">%s</td><td>", first->verdict, first->verdict);
	html_add(out, first->expression[0] ? first->expression : "signs that do not come to one licence");
	str_addf(out, "</td><td>%s</td><td><details><summary>%zu file%s</summary><p class=\"c\">",
		first->document ? "documentation" : "code", group->n, group->n == 1 ? "" : "s");
	for (size_t i = 0; i < group->n; i++) {
		str_adds(out, i ? "<br>" : "");
		html_add(out, group->licence[i]->path);
		str_addf(out, " (%u%%)", group->licence[i]->confidence);
	}
	str_adds(out, "</p></details></td></tr>\n");
}

static void
add_licences(struct str *out, const struct record_audit *audit)
{
	struct licence_group *group;
	size_t n;

	licence_groups(audit, &group, &n);
	if (n)
		str_adds(out, "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Licence</th><th scope=\"col\">by SPDX</th>"
			"<th scope=\"col\">of</th><th scope=\"col\">Files</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < n; i++)
		add_group(out, &group[i]);
	if (n)
		str_adds(out, "</tbody></table></div>\n");
	licence_groups_free(group, n);
}

void
html_audit(struct str *out, const struct record_audit *audit)
{
	const struct finding **order = findings_order(audit);

	str_adds(out, "<h3>");
	html_add(out, audit->name);
	str_addf(out, "</h3>\n<p class=\"dim\">%llu files, %llu bytes looked at; %zu finding%s</p>\n",
		(unsigned long long)audit->nfile, (unsigned long long)audit->nbyte, audit->nfinding,
		audit->nfinding == 1 ? "" : "s");
	if (audit->nfinding)
		str_adds(out, "<div class=\"wide\"><table><thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">Where</th>"
			"<th scope=\"col\">What</th><th scope=\"col\">To do</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < audit->nfinding; i++)
		add_finding(out, order[i]);
	if (audit->nfinding)
		str_adds(out, "</tbody></table></div>\n");
	add_licences(out, audit);
	free(order);
}
