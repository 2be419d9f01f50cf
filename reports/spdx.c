/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SPDX 2.3, JSON: a package for the chain, each step and each source; a file for
 * each file of a step's layer
 *
 * What a record does not know is said to be unknown (NOASSERTION), never made up:
 * licences above all. An archive that was audited for them is a package whose licence is that of its
 * code, all files together; its files are not listed, since an audit has no sums of them. Files want a SHA-1 by the specification's prose; a record has
 * SHA-256 alone, which the schema takes and which is the stronger statement, so
 * there is no SHA-1 here.
 */
#include <jansson.h>
#include <stdlib.h>

#include "base/arr.h"
#include "report.h"
#include "value.h"

struct document {
	json_t *packages, *files, *relationships;
};

/* An SPDX id has letters, digits, '.' and '-': all else becomes its number in hex after a '-'. */
static char *
make_id(const char *kind, const char *name)
{
	struct str id = STR_INIT;

	str_addf(&id, "SPDXRef-%s-", kind);
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.')
			str_addc(&id, (char)c);
		else
			str_addf(&id, "-%02x", c);
	}
	return str_take(&id);
}

static char *
step_id(const struct record_step *step)
{
	return make_id("Step", step->name);
}

static void
relate(struct document *document, const char *from, const char *type, const char *to)
{
	json_array_append_new(document->relationships, json_pack("{ss ss ss}", "spdxElementId", from,
		"relationshipType", type, "relatedSpdxElement", to));
}

static json_t *
checksums(const struct digest *digest)
{
	return json_pack("[{ss ss}]", "algorithm", "SHA256", "checksumValue", digest_text(digest).text);
}

static json_t *
make_package(const char *id, const char *name, const char *version, const char *location)
{
	return json_pack("{ss so ss so sb ss ss ss}", "SPDXID", id, "name", report_value(name),
		"versionInfo", version, "downloadLocation", report_value(location), "filesAnalyzed", 0,
		"licenseConcluded", "NOASSERTION", "licenseDeclared", "NOASSERTION",
		"copyrightText", "NOASSERTION");
}

static void
add_source(struct document *document, const struct record_source *source)
{
	char *id = make_id("Source", source->name);
	json_t *package = make_package(id, source->name, "", source->url[0] ? source->url : "NOASSERTION");

	json_object_del(package, "versionInfo");
	json_object_set_new(package, "checksums", checksums(&source->digest));
	json_object_set_new(package, "packageFileName", report_value(source->name));
	json_object_set_new(package, "primaryPackagePurpose", json_string("SOURCE"));
	json_array_append_new(document->packages, package);
	free(id);
}

static void
add_file(struct document *document, const struct record_step *step, const char *step_ref,
	const struct layer_entry *entry)
{
	char *name = str_format("%s%s", step->name, entry->path);
	char *id = make_id("File", name);

	json_array_append_new(document->files, json_pack("{ss so so ss ss s[s]}", "SPDXID", id,
		"fileName", report_value(entry->path), "checksums", checksums(&entry->digest),
		"licenseConcluded", "NOASSERTION", "copyrightText", "NOASSERTION",
		"licenseInfoInFiles", "NOASSERTION"));
	relate(document, step_ref, "CONTAINS", id);
	free(id);
	free(name);
}

static const struct record_step *
find_step(const struct record *record, const char *name)
{
	for (size_t i = 0; i < record->nstep; i++) {
		if (!strcmp(record->step[i].name, name))
			return &record->step[i];
	}
	return NULL;
}

static void
add_step(struct document *document, const struct record *record, const struct record_step *step)
{
	char *id = step_id(step), *pass = str_format("pass %u", step->pass);
	json_t *package = make_package(id, step->name, pass, "NOASSERTION");
	char *comment = str_format("verdict: %s%s%s", verdict_word(step->verdict),
		step->reason[0] ? "; " : "", step->reason);

	json_object_set_new(package, "comment", report_value(comment));
	json_array_append_new(document->packages, package);
	relate(document, "SPDXRef-Chain", "CONTAINS", id);
	for (size_t i = 0; i < step->output.nentry; i++) {
		if (step->output.entry[i].type == LAYER_FILE)
			add_file(document, step, id, &step->output.entry[i]);
	}
	for (size_t i = 0; i < step->nneed; i++) {
		const struct record_step *need = find_step(record, step->need[i]);
		char *other = need ? step_id(need) : NULL;

		if (other)
			relate(document, other, "BUILD_TOOL_OF", id);
		free(other);
	}
	for (size_t i = 0; i < step->nsource; i++) {
		char *source = make_id("Source", step->source[i]);

		relate(document, id, "GENERATED_FROM", source);
		free(source);
	}
	free(comment);
	free(pass);
	free(id);
}

static int
compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The licences of all code in AUDIT, each once, joined by AND; NOASSERTION when nothing is known. Owned. */
static char *
join_licences(const struct record_audit *audit)
{
	char **word = NULL;
	size_t n = 0;
	struct str all = STR_INIT;

	for (size_t i = 0; i < audit->nlicence; i++) {
		if (!audit->licence[i].document && audit->licence[i].expression[0])
			*arr_push(&word, &n) = audit->licence[i].expression;
	}
	if (n)
		qsort(word, n, sizeof(*word), compare_words);
	for (size_t i = 0; i < n; i++) {
		if (i && !strcmp(word[i], word[i - 1]))
			continue;
		str_addf(&all, strchr(word[i], ' ') ? "%s(%s)" : "%s%s", all.n ? " AND " : "", word[i]);
	}
	free(word);
	return all.n ? str_take(&all) : arr_dup("NOASSERTION");
}

/* Names that are on no list are to be told of, with what is known of them. */
static void
add_references(json_t *references, const char *expression)
{
	for (const char *at = strstr(expression, "LicenseRef-"); at; at = strstr(at, "LicenseRef-")) {
		size_t n = strcspn(at, " ()+"), i = 0;
		char *name = arr_dupn(at, n);

		while (i < json_array_size(references)
			&& strcmp(json_string_value(json_object_get(json_array_get(references, i), "licenseId")), name))
			i++;
		if (i == json_array_size(references))
			json_array_append_new(references, json_pack("{ss ss}", "licenseId", name, "extractedText",
				"The text stands in the files that lbs audit names with it."));
		free(name);
		at += n;
	}
}

static void
add_audit(struct document *document, json_t *references, const struct record_audit *audit)
{
	char *id = make_id("Audit", audit->name), *licence = join_licences(audit);
	json_t *package = make_package(id, audit->name, "", "NOASSERTION");
	char *comment = str_format("licences of %zu of %llu files are known; each is in the record",
		audit->nlicence, (unsigned long long)audit->nfile);

	json_object_del(package, "versionInfo");
	if (audit->has_digest)
		json_object_set_new(package, "checksums", checksums(&audit->digest));
	json_object_set_new(package, "licenseConcluded", report_value(licence));
	json_object_set_new(package, "licenseComments", report_value(comment));
	json_object_set_new(package, "primaryPackagePurpose", json_string("SOURCE"));
	json_array_append_new(document->packages, package);
	relate(document, "SPDXRef-Chain", "CONTAINS", id);
	add_references(references, licence);
	free(comment);
	free(licence);
	free(id);
}

void
report_spdx(const struct report_input *input, struct str *out)
{
	const struct record *record = input->record;
	struct document document = { json_array(), json_array(), json_array() };
	struct digest_hex hex = digest_text(&input->digest);
	char *creator = str_format("Tool: lbs-%s", record->version);
	char *space = str_format("urn:lbs:record:%s", hex.text);
	char *name = str_format("lbs-%s-%.16s", record->arch[0] ? record->arch : "audit", hex.text);
	json_t *references = json_array(), *object;

	json_array_append_new(document.packages, make_package("SPDXRef-Chain", "lbs chain", record->version,
		"NOASSERTION"));
	relate(&document, "SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Chain");
	for (size_t i = 0; i < record->nstep; i++)
		add_step(&document, record, &record->step[i]);
	for (size_t i = 0; i < record->nsource; i++)
		add_source(&document, &record->source[i]);
	for (size_t i = 0; i < record->naudit; i++) {
		if (record->audit[i].has_licences)
			add_audit(&document, references, &record->audit[i]);
	}
	object = json_pack("{ss ss ss ss ss s{ss s[s]} so so so}", "spdxVersion", "SPDX-2.3",
		"dataLicense", "CC0-1.0", "SPDXID", "SPDXRef-DOCUMENT", "name", name,
		"documentNamespace", space, "creationInfo", "created", input->created, "creators", creator,
		"packages", document.packages, "files", document.files,
		"relationships", document.relationships);
	if (json_array_size(references))
		json_object_set(object, "hasExtractedLicensingInfos", references);
	json_decref(references);
	report_dump(object, out);
	json_decref(object);
	free(name);
	free(space);
	free(creator);
}
