/* SPDX-FileCopyrightText: 2026 The lbs authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "recipe.h"

#include <fnmatch.h>
#include <stdlib.h>

#include "base/arr.h"
#include "base/str.h"

enum { EXPAND_MAX = 4096, COMMAND_WORDS = 20000, VALUE_MAX = 1000 };

struct words {
	char **word;
	size_t n;
};

struct variable {
	char *name;
	struct words value;
};

struct reader {
	struct recipe *recipe;
	struct variable *variable;
	size_t nvariable;
	char *folder;                   /* where we are, below where archives are unpacked; NULL: somewhere else */
	char **saved;                   /* by "(" */
	size_t nsaved;
	char *unpacked;                 /* of kaem: the folder in which untar ran */
	unsigned long line;
};

static void
words_release(struct words *words)
{
	for (size_t i = 0; i < words->n; i++)
		free(words->word[i]);
	free(words->word);
	*words = (struct words){ NULL, 0 };
}

void
recipe_release(struct recipe *recipe)
{
	for (size_t i = 0; i < recipe->naction; i++) {
		free(recipe->action[i].path);
		free(recipe->action[i].name);
		free(recipe->action[i].tool);
	}
	free(recipe->action);
	free(recipe->path);
	*recipe = (struct recipe)RECIPE_INIT;
}

/* Paths. */

/* FOLDER and PATH without "." and ".."; NULL when it leads out, or PATH is absolute. */
static char *
join(const char *folder, const char *path)
{
	struct span rest = span_of(path), part;
	struct str out = STR_INIT;

	if (!folder || path[0] == '/')
		return NULL;
	str_adds(&out, folder);
	while (span_cut(&rest, '/', &part)) {
		if (part.n == 0 || span_is(part, "."))
			continue;
		if (!span_is(part, "..")) {
			if (out.n)
				str_addc(&out, '/');
			str_add(&out, part);
			continue;
		}
		if (out.n == 0) {
			str_release(&out);
			return NULL;
		}
		while (out.n && out.at[out.n - 1] != '/')
			out.n--;
		out.n -= out.n > 0;
		out.at[out.n] = '\0';
	}
	return out.at ? str_take(&out) : arr_dup("");
}

static void
go(struct reader *reader, const char *to)
{
	char *folder = strchr(to, '$') ? NULL : join(reader->folder, to);

	free(reader->folder);
	reader->folder = folder;
}

static void
act(struct reader *reader, enum recipe_verb verb, const char *path, bool deep, const char *name, const char *tool)
{
	char *whole = join(reader->folder, path);

	/* A variable that we do not know may be anything, and anything is not what we say is deleted. */
	if (!whole || strchr(path, '$') || (name && strchr(name, '$'))) {
		free(whole);
		return;
	}
	*arr_push(&reader->recipe->action, &reader->recipe->naction) = (struct recipe_action){
		verb, whole, name ? arr_dup(name) : NULL, tool ? arr_dup(tool) : NULL, deep, reader->line,
	};
}

/* Variables. */

static struct variable *
find_variable(struct reader *reader, struct span name)
{
	for (size_t i = 0; i < reader->nvariable; i++) {
		if (span_is(name, reader->variable[i].name))
			return &reader->variable[i];
	}
	return NULL;
}

static void
set_variable(struct reader *reader, struct span name, char *const *word, size_t n)
{
	struct variable *variable = find_variable(reader, name);

	if (!variable) {
		variable = arr_push(&reader->variable, &reader->nvariable);
		*variable = (struct variable){ span_dup(name), { NULL, 0 } };
	}
	words_release(&variable->value);
	for (size_t i = 0; i < n && i < VALUE_MAX; i++)
		*arr_push(&variable->value.word, &variable->value.n) = arr_dup(word[i]);
}

static bool
is_name(struct span text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.at[i];

		if (!(c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (i && c >= '0' && c <= '9')))
			return false;
	}
	return text.n > 0;
}

/* The first "{a,b}" or known "$x" of TEXT: what stands before it, its values, what stands behind it. */
static bool
find_choice(struct reader *reader, const char *text, struct span *before, struct words *value, const char **after)
{
	for (const char *at = text; *at; at++) {
		const char *end;
		struct span rest, part;

		*before = (struct span){ text, (size_t)(at - text) };
		if (*at == '$') {
			struct variable *variable;
			bool brace = at[1] == '{';
			size_t n = 0;

			while (is_name((struct span){ at + 1 + brace, n + 1 }) && at[1 + brace + n])
				n++;
			variable = find_variable(reader, (struct span){ at + 1 + brace, n });
			if (!variable || !n || (brace && at[2 + n] != '}'))
				continue;
			for (size_t i = 0; i < variable->value.n; i++)
				*arr_push(&value->word, &value->n) = arr_dup(variable->value.word[i]);
			*after = at + 1 + n + 2 * brace;
			return true;
		}
		if (*at != '{' || (at > text && at[-1] == '$'))
			continue;
		end = strchr(at, '}');
		if (!end || !memchr(at, ',', (size_t)(end - at)))
			continue;
		rest = (struct span){ at + 1, (size_t)(end - at - 1) };
		while (span_cut(&rest, ',', &part))
			*arr_push(&value->word, &value->n) = span_dup(part);
		if (end[-1] == ',')
			*arr_push(&value->word, &value->n) = arr_dup("");
		*after = end + 1;
		return true;
	}
	return false;
}

/* TEXT with its braces and variables, each way it can be; no more than EXPAND_MAX. */
static void
expand(struct reader *reader, const char *text, struct words *into)
{
	struct words open = { NULL, 0 };
	size_t steps = 0;

	*arr_push(&open.word, &open.n) = arr_dup(text);
	while (open.n) {
		char *one = open.word[--open.n];
		struct words value = { NULL, 0 };
		struct span before;
		const char *after;

		if (steps++ < EXPAND_MAX && open.n < EXPAND_MAX && strlen(one) < 4096
			&& find_choice(reader, one, &before, &value, &after)) {
			for (size_t i = value.n; i-- > 0;)
				*arr_push(&open.word, &open.n) = str_format("%.*s%s%s", (int)before.n, before.at,
					value.word[i], after);
			words_release(&value);
			free(one);
			continue;
		}
		words_release(&value);
		if (into->n < COMMAND_WORDS)
			*arr_push(&into->word, &into->n) = one;
		else
			free(one);
	}
	free(open.word);
}

/* Commands. */

/* "autoreconf" of "/usr/bin/autoreconf-2.69". */
static char *
tool_of(const char *word)
{
	const char *slash = strrchr(word, '/'), *name = slash ? slash + 1 : word, *dash = name;

	while ((dash = strchr(dash, '-')) && !(dash[1] >= '0' && dash[1] <= '9'))
		dash++;
	return dash ? arr_dupn(name, (size_t)(dash - name)) : arr_dup(name);
}

static bool
is_one_of(const char *word, const char *list)
{
	struct span rest = span_of(list), one;

	while (span_cut(&rest, ' ', &one)) {
		if (span_is(one, word))
			return true;
	}
	return false;
}

static void
do_rm(struct reader *reader, const struct words *words)
{
	bool deep = false;

	for (size_t i = 1; i < words->n; i++) {
		const char *word = words->word[i];

		if (word[0] == '-') {
			deep = deep || (word[1] != '-' && strpbrk(word, "rR"));
			continue;
		}
		act(reader, RECIPE_DELETES, word, deep, NULL, NULL);
	}
}

/* find FOLDER ... with names, when it ends in -delete, or in rm. */
static void
do_find(struct reader *reader, const struct words *words, bool deleted)
{
	size_t last = 1;

	while (last < words->n && words->word[last][0] != '-' && words->word[last][0] != '(')
		last++;
	for (size_t i = last; i < words->n; i++)
		deleted = deleted || is_one_of(words->word[i], "-delete rm");
	for (size_t i = last; i < words->n; i++) {
		/* A condition that we do not know may leave files out. */
		if (words->word[i][0] == '-' && !is_one_of(words->word[i],
			"-name -iname -type -delete -exec -o -or -print -print0 -f -rf -r -v -mindepth"))
			return;
	}
	for (size_t i = last; deleted && i + 1 < words->n; i++) {
		if (strcmp(words->word[i], "-name") && strcmp(words->word[i], "-iname"))
			continue;
		if (last == 1)
			act(reader, RECIPE_DELETES, ".", true, words->word[i + 1], NULL);
		for (size_t k = 1; k < last; k++)
			act(reader, RECIPE_DELETES, words->word[k], true, words->word[i + 1], NULL);
	}
}

static void
do_copy(struct reader *reader, const struct words *words)
{
	const char *to = words->word[words->n - 1];
	size_t n = 0, from = 0;

	for (size_t i = 1; i + 1 < words->n; i++) {
		if (words->word[i][0] == '-')
			continue;
		n++;
		from = i;
	}
	if (n == 1 && to[strlen(to) - 1] != '/')
		act(reader, RECIPE_REPLACES, to, false, NULL, NULL);
	for (size_t i = 1; i + 1 < words->n && (n > 1 || (n && to[strlen(to) - 1] == '/')); i++) {
		const char *slash = strrchr(words->word[i], '/');
		char *path;

		if (words->word[i][0] == '-')
			continue;
		path = str_format("%s/%s", to, slash ? slash + 1 : words->word[i]);
		act(reader, RECIPE_REPLACES, path, false, NULL, NULL);
		free(path);
	}
	(void)from;
}

/* "-o FILE", "-oFILE", "--output FILE", "--output=FILE", and "> FILE". */
static void
do_outputs(struct reader *reader, const struct words *words, bool options)
{
	for (size_t i = 0; i < words->n; i++) {
		const char *word = words->word[i], *next = i + 1 < words->n ? words->word[i + 1] : NULL;

		if (!strcmp(word, ">") && next)
			act(reader, RECIPE_REPLACES, next, false, NULL, NULL);
		if (!options)
			continue;
		if ((!strcmp(word, "-o") || !strcmp(word, "--output")) && next)
			act(reader, RECIPE_REPLACES, next, false, NULL, NULL);
		else if (!strncmp(word, "--output=", 9))
			act(reader, RECIPE_REPLACES, word + 9, false, NULL, NULL);
		else if (!strncmp(word, "-o", 2) && word[2])
			act(reader, RECIPE_REPLACES, word + 2, false, NULL, NULL);
	}
}

static bool
is_unpacking(const char *tool, const struct words *words)
{
	return !strcmp(tool, "untar") || (!strcmp(tool, "tar") && words->n > 1 && strchr(words->word[1], 'x'));
}

static void
do_command(struct reader *reader, const struct words *words, bool deleted)
{
	char *tool;

	if (words->n == 0)
		return;
	tool = tool_of(words->word[0]);
	if (is_one_of(tool, "cd pushd"))
		go(reader, words->n > 1 ? words->word[1] : "$");
	else if (!strcmp(tool, "rm"))
		do_rm(reader, words);
	else if (!strcmp(tool, "find"))
		do_find(reader, words, deleted);
	else if (is_one_of(tool, "cp install ln") && words->n > 2)
		do_copy(reader, words);
	else if (!strcmp(tool, "catm") && words->n > 1)
		act(reader, RECIPE_REPLACES, words->word[1], false, NULL, NULL);
	else if (is_unpacking(tool, words) && !reader->unpacked && reader->folder)
		reader->unpacked = arr_dup(reader->folder);
	else if (is_one_of(tool, "autoreconf autoconf automake aclocal autoheader libtoolize autopoint autogen.sh"))
		act(reader, RECIPE_RUNS, ".", true, NULL, tool);
	do_outputs(reader, words, is_one_of(tool, "bison yacc byacc flex lex reflex gperf re2c ragel makeinfo help2man "
		"msgfmt autoconf m4 tcc gcc cc swig"));
	free(tool);
}

/* Assignments before a command, "for x in ...", words of the shell that stand before a command. */
static void
do_words(struct reader *reader, struct words *raw, bool deleted)
{
	struct words words = { NULL, 0 };
	size_t from = 0;

	while (from < raw->n && is_one_of(raw->word[from], "do then else { } ! if while until elif time command exec env"))
		from++;
	while (from < raw->n) {
		const char *equals = strchr(raw->word[from], '=');
		struct words value = { NULL, 0 };

		if (!equals || !is_name((struct span){ raw->word[from], (size_t)(equals - raw->word[from]) }))
			break;
		expand(reader, equals + 1, &value);
		set_variable(reader, (struct span){ raw->word[from], (size_t)(equals - raw->word[from]) }, value.word, value.n);
		words_release(&value);
		from++;
	}
	for (size_t i = from; i < raw->n; i++)
		expand(reader, raw->word[i], &words);
	if (words.n > 2 && !strcmp(words.word[0], "for") && !strcmp(words.word[2], "in"))
		set_variable(reader, span_of(words.word[1]), words.word + 3, words.n - 3);
	/* A function of the shell begins in the source folder. */
	else if (words.n && span_ends(span_of(words.word[0]), "()")) {
		free(reader->folder);
		reader->folder = arr_dup("");
	} else
		do_command(reader, &words, deleted);
	words_release(&words);
}

/* Text. */

struct lexer {
	struct span text;
	size_t at;
	unsigned long line;
	struct str word;
	bool begun;
};

static void
end_word(struct lexer *lexer, struct words *words)
{
	if (lexer->begun && words->n < COMMAND_WORDS)
		*arr_push(&words->word, &words->n) = span_dup(str_span(&lexer->word));
	str_clear(&lexer->word);
	lexer->begun = false;
}

static void
take_quoted(struct lexer *lexer, char quote)
{
	lexer->begun = true;
	for (; lexer->at < lexer->text.n && lexer->text.at[lexer->at] != quote; lexer->at++) {
		char c = lexer->text.at[lexer->at];

		if (c == '\\' && quote == '"' && lexer->at + 1 < lexer->text.n)
			c = lexer->text.at[++lexer->at];
		lexer->line += c == '\n';
		str_addc(&lexer->word, c ? c : ' ');
	}
	lexer->at += lexer->at < lexer->text.n;
}

static void read_commands(struct reader *reader, struct lexer *lexer, char until, bool deleted, unsigned depth);

/* What follows "$(" or '`': its commands; what they print is not known. */
static void
take_command(struct reader *reader, struct lexer *lexer, char until, const struct words *words, unsigned depth)
{
	char *folder = reader->folder ? arr_dup(reader->folder) : NULL;
	struct str word = lexer->word;

	lexer->word = (struct str)STR_INIT;
	lexer->begun = false;
	read_commands(reader, lexer, until, words->n && !strcmp(words->word[0], "rm"), depth + 1);
	str_release(&lexer->word);
	lexer->word = word;
	str_addc(&lexer->word, '$');
	lexer->begun = true;
	free(reader->folder);
	reader->folder = folder;
}

/* Is what comes next, behind "|", xargs with rm? */
static bool
is_xargs_rm(const struct lexer *lexer)
{
	struct span rest = { lexer->text.at + lexer->at, lexer->text.n - lexer->at }, line;

	return span_line(&rest, &line) && span_starts(span_trim(line), "xargs") && span_find(line, SPAN("rm"));
}

/* sh -c 'TEXT': commands of their own, in a folder that is left again. */
static void
do_shell(struct reader *reader, const char *text, unsigned long line)
{
	struct lexer inner = { .text = span_of(text), .line = line, .word = STR_INIT };
	char *folder = reader->folder ? arr_dup(reader->folder) : NULL;

	read_commands(reader, &inner, '\0', false, 1);
	str_release(&inner.word);
	free(reader->folder);
	reader->folder = folder;
}

static void
end_command(struct reader *reader, struct lexer *lexer, struct words *words, bool deleted)
{
	end_word(lexer, words);
	do_words(reader, words, deleted);
	if (words->n == 3 && is_one_of(words->word[0], "sh bash ash") && !strcmp(words->word[1], "-c"))
		do_shell(reader, words->word[2], lexer->line);
	words_release(words);
	reader->line = lexer->line;
}

static void
read_commands(struct reader *reader, struct lexer *lexer, char until, bool deleted, unsigned depth)
{
	struct words words = { NULL, 0 };

	reader->line = lexer->line;
	while (lexer->at < lexer->text.n) {
		char c = lexer->text.at[lexer->at++], next = lexer->at < lexer->text.n ? lexer->text.at[lexer->at] : '\0';

		if (c == until && until) {
			break;
		} else if (c == '\\') {
			lexer->at++;
			if (next == '\n')
				lexer->line++;
			else if (next) {
				str_addc(&lexer->word, next);
				lexer->begun = true;
			}
		} else if (c == '"' || c == '\'') {
			take_quoted(lexer, c);
		} else if (c == '#' && !lexer->begun) {
			while (lexer->at < lexer->text.n && lexer->text.at[lexer->at] != '\n')
				lexer->at++;
		} else if ((c == '$' && next == '(') || c == '`') {
			lexer->at += c == '$';
			if (depth < 8)
				take_command(reader, lexer, c == '`' ? '`' : ')', &words, depth);
		} else if (c == '(' && next == ')') {
			str_adds(&lexer->word, "()");
			lexer->at++;
			lexer->begun = true;
		} else if (c == '(' && words.n == 0 && !lexer->begun) {
			*arr_push(&reader->saved, &reader->nsaved) = reader->folder ? arr_dup(reader->folder) : NULL;
		} else if (c == ')' && reader->nsaved) {
			end_command(reader, lexer, &words, deleted);
			free(reader->folder);
			reader->folder = reader->saved[--reader->nsaved];
		} else if (c == '\n' || c == ';' || c == '|' || c == '&') {
			end_command(reader, lexer, &words, deleted || (c == '|' && is_xargs_rm(lexer)));
			lexer->line += c == '\n';
			reader->line = lexer->line;
		} else if (c == ' ' || c == '\t' || c == '\r') {
			end_word(lexer, &words);
		} else if (c == '>' && !(lexer->begun && lexer->word.n && lexer->word.at[lexer->word.n - 1] == '2')) {
			end_word(lexer, &words);
			str_adds(&lexer->word, ">");
			lexer->begun = true;
			if (next != '>' && next != '&')
				end_word(lexer, &words);
		} else {
			str_addc(&lexer->word, c ? c : ' ');
			lexer->begun = true;
		}
	}
	end_command(reader, lexer, &words, deleted);
}

/* Of kaem: paths as they are in the archive; what is not below where untar ran is no matter. */
static void
shift(struct reader *reader)
{
	struct recipe *recipe = reader->recipe;
	const char *root = reader->unpacked ? reader->unpacked : "";
	size_t n = strlen(root), kept = 0;

	for (size_t i = 0; i < recipe->naction; i++) {
		struct recipe_action *action = &recipe->action[i];

		if (n && !(strncmp(action->path, root, n) == 0 && (action->path[n] == '/' || !action->path[n]))) {
			free(action->path);
			free(action->name);
			free(action->tool);
			continue;
		}
		if (n)
			memmove(action->path, action->path + n + (action->path[n] == '/'),
				strlen(action->path + n + (action->path[n] == '/')) + 1);
		recipe->action[kept++] = *action;
	}
	recipe->naction = kept;
}

void
recipe_read(struct recipe *recipe, const char *path, enum recipe_kind kind, struct span text)
{
	struct reader reader = { .recipe = recipe, .folder = arr_dup("") };
	struct lexer lexer = { .text = text, .line = 1 };

	*recipe = (struct recipe){ .path = arr_dup(path), .kind = kind };
	read_commands(&reader, &lexer, '\0', false, 0);
	if (kind == RECIPE_KAEM)
		shift(&reader);
	str_release(&lexer.word);
	for (size_t i = 0; i < reader.nvariable; i++) {
		free(reader.variable[i].name);
		words_release(&reader.variable[i].value);
	}
	for (size_t i = 0; i < reader.nsaved; i++)
		free(reader.saved[i]);
	free(reader.variable);
	free(reader.saved);
	free(reader.folder);
	free(reader.unpacked);
}

/* Asking. */

/* Does PATTERN name FILE, or (DEEP) a folder that it is in? */
static bool
covers(const char *pattern, const char *name, bool deep, const char *file)
{
	const char *last = strrchr(file, '/');
	bool found = !deep ? fnmatch(pattern, file, FNM_PATHNAME) == 0 : !*pattern;
	char *folder;

	for (size_t n = strlen(file); deep && !found && n > 0; n--) {
		if (file[n] && file[n] != '/')
			continue;
		folder = arr_dupn(file, n);
		found = fnmatch(pattern, folder, FNM_PATHNAME) == 0;
		free(folder);
	}
	return found && (!name || fnmatch(name, last ? last + 1 : file, 0) == 0);
}

static bool
makes(const char *ran, char *const *tool, size_t ntool)
{
	for (size_t i = 0; i < ntool; i++) {
		if (!strcmp(ran, tool[i]) || (!strcmp(ran, "autoreconf")
			&& is_one_of(tool[i], "autoconf automake aclocal autoheader libtoolize autopoint autoreconf")))
			return true;
	}
	return false;
}

char *
recipe_handles(const struct recipe *recipe, const char *file, char *const *tool, size_t ntool)
{
	static const char *const words[] = { "deletes it", "writes it anew", "makes it again" };
	const char *bang = strchr(file, '!'), *slash;
	char *path = bang ? arr_dupn(file, (size_t)(bang - file)) : arr_dup(file), *why = NULL;

	/* A recipe of the shell begins in the archive's one folder. */
	slash = recipe->kind == RECIPE_SH ? strchr(path, '/') : NULL;
	for (size_t i = 0; i < recipe->naction && !why; i++) {
		const struct recipe_action *action = &recipe->action[i];

		if (!covers(action->path, action->name, action->deep, slash ? slash + 1 : path))
			continue;
		if (action->verb == RECIPE_RUNS && (bang || !makes(action->tool, tool, ntool)))
			continue;
		why = str_format("%s:%lu: %s", recipe->path, action->line, words[action->verb]);
	}
	free(path);
	return why;
}
