// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// kaem - a shell that runs a script, a command a line
//
// Parts        base/base.c tools/kaem.c
//
// A line ends at a newline or ';'. Words are parted by spaces and tabs; '#' starts a comment.
// "..." keeps spaces together and ends the word. \n and \r are what they are in C, \ and a
// newline are nothing, \ and another character are that character. ${NAME}, ${NAME:-else}
// and $@ (the words behind "--") are replaced; what they give is not parted again.
//
// NAME=value sets a variable; all of them are in the environment of the commands. Built in
// are cd pwd echo set unset alias exec if then else fi. A command that fails ends the script,
// but not with --non-strict, nor behind "if".
//
// Where upstream's kaem is plainly wrong, this one does as sh does: else and fi belong to the
// last open if, in a skipped part too; a command may stand behind then and else; the last
// line needs no newline; "" is a word, NAME= a value, \$ a '$'; "if" with a command that is
// not found goes to else. An if without fi is an error: the script may have lost its end.

struct variable {
	char* text;                     // NAME=value
	int name;                       // the name's length; -1: it was unset
	struct variable* next;
};

char* script;                           // its name
char* text;
int text_bytes;
int at;
int lines;                              // the number of the line where we are
int line;                               // ... of the line that the command began on

char** words;                           // of the command; a 0 behind the last
int word_count;
int word_room;
int begun;                              // one more is being read: it waits in base.c's output
int replaced;                           // with something from a variable

struct variable* variables;
struct variable* aliases;
char* dollar_at;                        // $@
int strict;
int verbose;
int warn;
int fuzz;                               // run nothing
int show_codes;
int open_ifs;                           // of which a part is being run
int skipped_ifs;                        // in the part that is skipped, with the one that skips
int else_runs;                          // the one that skips has not run a part yet

void error(char* what, char* detail) {
	fail_at(script, line, what, detail);
}

int begins_with(char* s) {
	return word_count > 0 && text_equal(words[0], s);
}

int until(char* s, int stop) {          // how far it is to the first stop, or to the end
	int n = 0;
	while (s[n] != 0 && s[n] != stop)
		n = n + 1;
	return n;
}

char* part(char* s, int stop) {         // what stands before it
	char* to = alloc(until(s, stop) + 1);
	copy(to, s, until(s, stop));
	return to;
}

char* behind(char* s, int stop) {       // what stands behind it
	s = s + until(s, stop);
	if (s[0] == stop)
		return s + 1;
	return s;
}

// ---- variables -----------------------------------------------------------------------

// The list is sought for a name, the first n characters of s.
struct variable* find(struct variable* v, char* s, int n) {
	int i;
	for (; v != 0; v = v->next) {
		if (v->name == n) {
			i = 0;
			while (i < n && v->text[i] == s[i])
				i = i + 1;
			if (i == n)
				return v;
		}
	}
	return 0;
}

char* get(char* name, int n) {          // the value, maybe ""
	struct variable* v = find(variables, name, n);
	if (v == 0)
		return "";
	return v->text + v->name + 1;
}

// The list with NAME=value in it.
struct variable* set_in(struct variable* list, char* s) {
	struct variable* v = find(list, s, until(s, '='));
	if (v == 0) {
		v = alloc(sizeof(struct variable));
		v->name = until(s, '=');
		v->next = list;
		list = v;
	}
	v->text = s;
	return list;
}

// ---- reading -------------------------------------------------------------------------

void add(int c) {
	begun = 1;
	put_byte(c);
}

void add_word(char* s) {
	if (word_count + 1 >= word_room) {
		words = grow(words, word_room * 4, word_room * 8 + 64);
		word_room = word_room * 2 + 16;
	}
	words[word_count] = s;
	word_count = word_count + 1;
	words[word_count] = 0;
}

void end_word(void) {
	char* s;
	if (begun && !(replaced && out_bytes == 1 && out[0] == ' ')) {  // upstream's rule
		s = alloc(out_bytes + 1);
		copy(s, out, out_bytes);
		add_word(s);
	}
	out_bytes = 0;
	begun = 0;
	replaced = 0;
}

// What follows a '$'.
void expand(void) {
	char* name;
	char* value = dollar_at;
	int n = 0;
	if (text[at] == '{') {
		name = part(text + at + 1, '}');
		at = at + text_length(name) + 1;
		if (text[at] != '}' || name[until(name, '\n')] != 0 || name[until(name, '$')] != 0)
			error("a variable that is never closed", 0);
		while (name[n] != 0 && (name[n] != ':' || name[n + 1] != '-'))
			n = n + 1;
		value = get(name, n);
		if (name[n] != 0 && value[0] == 0)
			value = name + n + 2;
	} else if (text[at] != '@')
		error("'$' wants {NAME} or @", 0);
	at = at + 1;
	begun = 1;
	replaced = 1;
	put_text(value);
}

void read_character(void) {
	int c = text[at];
	at = at + 1;
	if (c == '\n')
		lines = lines + 1;
	if (c == '$' && skipped_ifs == 0)
		expand();
	else if (c == '\\' && at < text_bytes) {
		c = text[at];
		at = at + 1;
		if (c == '\n')
			lines = lines + 1;
		else if (c == 'n')
			add('\n');
		else if (c == 'r')
			add('\r');
		else
			add(c);
	} else
		add(c);
}

// The next command; 0 at the end of the script.
int read_command(void) {
	int c;
	word_count = 0;
	line = lines;
	while (at < text_bytes) {
		c = text[at];
		if (c == '\n' || c == ';' || c == ' ' || c == '\t') {
			at = at + 1;
			end_word();
			if (c == '\n')
				lines = lines + 1;
			if (c == '\n' || c == ';' || (word_count == 1 && (begins_with("then") || begins_with("else"))))
				return 1;
		} else if (c == '#') {
			while (at < text_bytes && text[at] != '\n')
				at = at + 1;
			if (at == text_bytes)
				error("a comment that no newline ends", 0);
		} else if (c == '"') {
			at = at + 1;
			begun = 1;
			while (at < text_bytes && text[at] != '"')
				read_character();
			if (at >= text_bytes)
				error("a quote that is never closed", 0);
			at = at + 1;
			end_word();
		} else
			read_character();
	}
	end_word();
	return word_count > 0;
}

// ---- running -------------------------------------------------------------------------

void put_words(char* begin, int from, char* end) {
	put_text(begin);
	for (; from < word_count; from = from + 1) {
		put_text(words[from]);
		if (from + 1 < word_count)
			put_byte(' ');
	}
	put_text(end);
	open_out(0, 0);
	close_out();
}

void drop_first_word(void) {
	int i;
	if (word_count == 1)
		error("a command is wanted behind", words[0]);
	for (i = 0; i < word_count; i = i + 1)
		words[i] = words[i + 1];
	word_count = word_count - 1;
}

// The file that a command means, or 0.
char* find_program(char* name) {
	char* path = get("PATH", 4);
	char* file;
	if (name[0] == '.' || name[0] == '/')
		return name;
	if (find(variables, "PATH", 4) == 0)
		path = "/root/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
	for (; path[0] != 0; path = behind(path, ':')) {
		file = join(part(path, ':'), join("/", name));
		if (sys_call(SYS_ACCESS, file, 1, 0) >= 0)      // may be run
			return file;
	}
	return 0;
}

void execute(char* path) {
	struct variable* v;
	int n = 0;
	char** environment;
	for (v = variables; v != 0; v = v->next)
		n = n + (v->name >= 0);
	environment = alloc(n * 4 + 4);
	for (v = variables; v != 0; v = v->next) {
		if (v->name >= 0) {
			n = n - 1;
			environment[n] = v->text;
		}
	}
	sys_call(SYS_EXECVE, path, words, environment);
	complain("cannot run", path);
	leave(1);
}

int run_program(int forks) {
	int* status = alloc(4);
	int child = 0;
	int code;
	char* how = " normal termination, exit status =";
	char* path = find_program(words[0]);
	if (path == 0) {
		complain("not found in PATH:", words[0]);
		return 127;
	}
	if (fuzz)
		return 0;
	if (forks)
		child = sys_call(SYS_FORK, 0, 0, 0);
	if (child < 0)
		error("cannot fork", 0);
	if (child == 0)
		execute(path);
	if (sys_call(SYS_WAITPID, child, status, 0) < 0)
		error("cannot wait for", path);
	code = (status[0] >> 8) & 255;
	if ((status[0] & 127) != 0) {
		code = status[0] & 127;
		how = " abnormal termination, signal number =";
	}
	if (show_codes)
		complain(join(path, how), decimal(code));
	return code;
}

void set_options(void) {
	int i;
	int k;
	int quiet = !verbose;
	for (i = 1; i < word_count; i = i + 1) {
		for (k = 1; words[i][0] == '-' && words[i][k] != 0; k = k + 1) {
			if (words[i][k] == 'e')
				strict = 1;
			else if (words[i][k] == 'x')
				verbose = 1;
			else if (words[i][k] != 'a')            // -a is always so
				error("no option of set:", words[i]);
		}
	}
	if (verbose && quiet)
		put_words(" +> ", 0, " \n");
}

// If the first word is an alias, what it stands for takes its place.
void replace_alias(void) {
	struct variable* v = find(aliases, words[0], text_length(words[0]));
	char** rest = words;
	char* s;
	int i;
	if (v == 0)
		return;
	words = 0;
	word_room = 0;
	word_count = 0;
	for (s = v->text + v->name + 1; s[0] != 0; s = behind(s, ' '))
		add_word(part(s, ' '));
	for (i = 1; rest[i] != 0; i = i + 1)
		add_word(rest[i]);
}

// Its exit status.
int run(void) {
	char* name;
	struct variable* v;
	int i;
	replace_alias();
	if (word_count == 0)
		return 0;
	name = words[0];
	if (name[until(name, '=')] == '=')
		variables = set_in(variables, name);
	else if (text_equal(name, "cd")) {
		if (word_count < 2 || sys_call(SYS_CHDIR, words[1], 0, 0) < 0) {
			complain("cannot cd to", words[1]);
			return 1;
		}
	} else if (text_equal(name, "pwd")) {
		name = alloc(4096);
		if (sys_call(SYS_GETCWD, name, 4096, 0) < 0)
			error("cannot tell where this is", 0);
		put_words(name, word_count, "\n");
	} else if (text_equal(name, "echo"))
		put_words("", 1, "\n");
	else if (text_equal(name, "set"))
		set_options();
	else if (text_equal(name, "unset")) {
		for (i = 1; i < word_count; i = i + 1) {
			v = find(variables, words[i], text_length(words[i]));
			if (v != 0)
				v->name = -1;
		}
	} else if (text_equal(name, "alias")) {
		for (i = 1; i < word_count; i = i + 1) {
			if (words[i][until(words[i], '=')] == 0)
				error("alias wants NAME=words, got", words[i]);
			aliases = set_in(aliases, words[i]);
		}
	} else if (text_equal(name, "exec")) {
		drop_first_word();
		return run_program(0);
	} else
		return run_program(1);
	return 0;
}

void run_line(void) {
	int status;
	if (skipped_ifs > 0) {
		if (begins_with("if"))
			skipped_ifs = skipped_ifs + 1;
		else if (begins_with("fi"))
			skipped_ifs = skipped_ifs - 1;
		else if (begins_with("else") && skipped_ifs == 1 && else_runs) {
			skipped_ifs = 0;
			open_ifs = open_ifs + 1;
		}
	} else if (begins_with("else") || begins_with("fi")) {    // alone they do nothing
		if (open_ifs > 0) {
			open_ifs = open_ifs - 1;
			skipped_ifs = begins_with("else");
			else_runs = 0;
		}
	} else if (word_count > 0 && !begins_with("then")) {
		if (verbose)
			put_words(" +> ", 0, " \n");
		if (begins_with("if")) {
			drop_first_word();
			else_runs = run() != 0;
			skipped_ifs = else_runs;
			open_ifs = open_ifs + !else_runs;
		} else {
			status = run();
			if (status != 0 && (strict || warn)) {
				complain(join(script, join(":", join(decimal(line), ": the command failed:"))), words[0]);
				say(join("Subprocess error ", join(decimal(status), "\n")));
			}
			if (status != 0 && strict) {
				say("ABORTING HARD\n");
				leave(1);
			}
		}
	}
}

int main(int argc, char** argv, char** envp) {
	int i;
	int init = 0;
	program = "kaem";
	args = argv;
	arg = 1;
	strict = 1;
	script = "kaem.run";
	dollar_at = "";
	while (args[arg] != 0) {
		if (option("-f", "--file"))
			script = option_value();
		else if (option("-v", "--verbose"))
			verbose = 1;
		else if (option("--strict", "--strict"))
			strict = 1;
		else if (option("--non-strict", "--non-strict"))
			strict = 0;
		else if (option("--warn", "--warn"))
			warn = 1;
		else if (option("--fuzz", "--fuzz"))
			fuzz = 1;
		else if (option("--show-exit-codes", "--show-exit-codes"))
			show_codes = 1;
		else if (option("-i", "--init-mode"))
			init = 1;
		else if (option("-h", "--help") || option("-V", "--version")) {
			put_words("kaem 1.7 (lbs)\nkaem [-f FILE] [-v] [--non-strict] [--warn] [--show-exit-codes] [--fuzz] [-i] [-- WORDS]\n", 0, "");
			return 0;
		} else if (option("--", "--")) {
			for (; args[arg] != 0; arg = arg + 1) {
				if (dollar_at[0] != 0)
					dollar_at = join(dollar_at, " ");
				dollar_at = join(dollar_at, args[arg]);
			}
		} else
			fail("unknown option", args[arg]);
	}
	for (i = 0; !init && envp[i] != 0; i = i + 1) {
		if (envp[i][until(envp[i], '=')] == '=')
			variables = set_in(variables, envp[i]);
	}
	if (find(variables, "SHELL", 5) == 0)
		variables = set_in(variables, join("SHELL=", argv[0]));
	text = read_file(script);
	if (text == 0)
		fail("cannot read", script);
	text_bytes = file_bytes;
	lines = 1;
	while (read_command())
		run_line();
	if (open_ifs + skipped_ifs > 0)
		error("an if without fi", 0);
	return 0;
}
