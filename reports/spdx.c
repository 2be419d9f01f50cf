/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SPDX 2.3, JSON: a package for the chain, each step and each source; a file for
 * each file of a step's layer
 *
 * What a record does not know is said to be unknown (NOASSERTION), never made up:
 * licences above all. Files want a SHA-1 by the specification's prose; a record has
 * SHA-256 alone, which the schema takes and which is the stronger statement, so
 * there is no SHA-1 here.
 */
#include <jansson.h>
#include <stdlib.h>

#include "base/arr.h"
#include "report.h"

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
	char *name = str_format("%s.pass%u", step->name, step->pass);
	char *id = make_id("Step", name);

	free(name);
	return id;
}

static json_t *
text(const char *bytes)
{
	json_t *value = json_string(bytes);
	struct str safe = STR_INIT;

	if (value)
		return value;
	for (; *bytes; bytes++)
		str_addc(&safe, (unsigned char)*bytes < 0x80 ? *bytes : '?');
	value = json_string(safe.at);
	str_release(&safe);
	return value;
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
	return json_pack("{ss so ss so sb ss ss ss}", "SPDXID", id, "name", text(name),
		"versionInfo", version, "downloadLocation", text(location), "filesAnalyzed", 0,
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
	json_object_set_new(package, "packageFileName", text(source->name));
	json_object_set_new(package, "primaryPackagePurpose", json_string("SOURCE"));
	json_array_append_new(document->packages, package);
	free(id);
}

static void
add_file(struct document *document, const struct record_step *step, const char *step_ref,
	const struct layer_entry *entry)
{
	char *name = str_format("%s.pass%u%s", step->name, step->pass, entry->path);
	char *id = make_id("File", name);

	json_array_append_new(document->files, json_pack("{ss so so ss ss s[s]}", "SPDXID", id,
		"fileName", text(entry->path), "checksums", checksums(&entry->digest),
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

	json_object_set_new(package, "comment", text(comment));
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

void
report_spdx(const struct report_input *input, struct str *out)
{
	const struct record *record = input->record;
	struct document document = { json_array(), json_array(), json_array() };
	struct digest_hex hex = digest_text(&input->digest);
	char *creator = str_format("Tool: lbs-%s", record->version);
	char *space = str_format("urn:lbs:record:%s", hex.text);
	char *name = str_format("lbs-%s-%.16s", record->arch[0] ? record->arch : "audit", hex.text);
	json_t *object;
	char *dump;

	json_array_append_new(document.packages, make_package("SPDXRef-Chain", "lbs chain", record->version,
		"NOASSERTION"));
	relate(&document, "SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Chain");
	for (size_t i = 0; i < record->nstep; i++)
		add_step(&document, record, &record->step[i]);
	for (size_t i = 0; i < record->nsource; i++)
		add_source(&document, &record->source[i]);
	object = json_pack("{ss ss ss ss ss s{ss s[s]} so so so}", "spdxVersion", "SPDX-2.3",
		"dataLicense", "CC0-1.0", "SPDXID", "SPDXRef-DOCUMENT", "name", name,
		"documentNamespace", space, "creationInfo", "created", input->created, "creators", creator,
		"packages", document.packages, "files", document.files,
		"relationships", document.relationships);
	dump = json_dumps(object, JSON_INDENT(2) | JSON_SORT_KEYS);
	if (!dump)
		abort();
	str_adds(out, dump);
	str_addc(out, '\n');
	free(dump);
	json_decref(object);
	free(name);
	free(space);
	free(creator);
}
