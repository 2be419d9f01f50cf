// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// configurator - asks for the variables of bootstrap.cfg
//
// Parts        base/base.c tools/stream.c tools/configurator.c
//
// configurator DESCRIPTION     does nothing if the environment or /steps/bootstrap.cfg says
//                              CONFIGURATOR=False; else asks, and writes that file again
//
// The description has records, an empty line behind each; lines that begin with '#' are passed
// over. A record is a line "KIND ID VARIABLE TYPE DEFAULT what it is" and lines of help. KIND
// is m (menu) or o (option), ID a path whose menu came before, TYPE bool, int, size or
// "one|or|other" ("" is any text), and _ stands for nothing.
//
// On another kernel than Linux or Fiwix nobody can answer: it writes what it knows, with the
// two variables that this kernel means. Other than upstream's it keeps foreign variables then.

struct item {
	char* id;
	char* name;                     // of the variable; 0: it is a menu
	char* type;
	char* preset;                   // its default; 0: none
	char* title;
	char* help;
	char* value;                    // 0: none
	struct item* up;                // the menu that it is in; 0: the first one
	struct item* next;
};
struct item* items;
struct item* last_item;
struct item* menu;                      // where we are
char* foreign;                          // lines of bootstrap.cfg that belong to no option
char* rest;                             // what cut() has not taken yet

char* cut(int stop) {                   // what stands before the first stop
	char* to = join(rest, "");
	int n = 0;
	while (to[n] != 0 && to[n] != stop)
		n = n + 1;
	rest = rest + n + (to[n] != 0);
	to[n] = 0;
	return to;
}

int is_in(char* set, int c) {
	while (set[0] != 0 && set[0] != c)
		set = set + 1;
	return set[0] != 0;
}

int fits(char* type, char* value) {
	int quoted = value[0] == '"';
	int n = 0;
	if (text_equal(type, "int") || text_equal(type, "size")) {
		while (is_in("0123456789", value[n]))
			n = n + 1;
		return n > 0 && (value[n] == 0 || (type[0] == 's' && is_in("KMGT", value[n]) && value[n + 1] == 0));
	}
	if (text_equal(type, "\"\"")) {         // what kaem and bash both take as it stands
		n = quoted;
		while (value[n] != 0 && !is_in("\"$`\\", value[n]) && (quoted || !is_in(" \t';&|<>()#*?[~!", value[n])))
			n = n + 1;
		return n > 0 && ((!quoted && value[n] == 0) || (quoted && value[n] == '"' && value[n + 1] == 0));
	}
	if (text_equal(type, "bool"))
		type = "\"True|False\"";
	type = join("|", type + 1);             // |one|or|other|
	type[text_length(type) - 1] = '|';
	while (type[0] != 0 && !begins(type, join("|", join(value, "|"))))
		type = type + 1;
	return type[0] != 0 && value[0] != 0 && !is_in(value, '|');
}

struct item* find(char* id, char* name) {       // by one of the two
	struct item* i = items;
	while (i != 0 && !text_equal(i->id, id) && !(i->name != 0 && text_equal(i->name, name)))
		i = i->next;
	return i;
}

int read_item(void) {                   // from rest; is it in form?
	struct item* i = alloc(sizeof(struct item));
	char* kind = cut(' ');
	char* above;
	int n;
	i->id = cut(' ');
	i->name = cut(' ');
	i->type = cut(' ');
	i->preset = cut(' ');
	i->title = rest;
	i->help = "";
	n = text_length(i->type);
	above = join(i->id, "");
	if (!fits("\"m|o\"", kind) || rest[0] == 0 || above[0] != '/' || find(above, "") != 0)
		return 0;
	last_part(above)[-1] = 0;
	i->up = find(above, "");
	if ((i->up == 0 && above[0] != 0) || (i->up != 0 && i->up->name != 0))
		return 0;
	if (kind[0] == 'm')
		i->name = 0;
	else if (!fits("\"bool|int|size\"", i->type) && (n < 2 || i->type[0] != '"' || i->type[n - 1] != '"'))
		return 0;
	if (text_equal(i->preset, "_"))
		i->preset = 0;
	i->value = i->preset;
	if (items == 0)
		items = i;
	else
		last_item->next = i;
	last_item = i;
	return i->preset == 0 || (i->name != 0 && fits(i->type, i->preset));
}

// Variables of options are taken, the last of a name; the lines of all others are kept.
void read_config(char* text, int number) {
	while (text[0] != 0) {
		struct item* i;
		char* line;
		char* name;
		rest = text;
		line = cut('\n');
		text = rest;
		rest = line;
		name = cut('=');
		if (name[0] == 0 || text_equal(name, line))
			fail_at("/steps/bootstrap.cfg", number, "wants NAME=value, got", line);
		i = find("", name);
		if (i != 0 && fits(i->type, rest))
			i->value = rest;
		else if (i != 0)
			complain("does not fit, and is left out:", line);
		else if (!text_equal(name, "CONFIGURATOR"))
			foreign = join(foreign, join(line, "\n"));
		number = number + 1;
	}
}

void read_description(char* path, char* text) {
	int number;
	int inside = 0;                         // a record, behind its first line
	char* line;
	for (number = 1; text[0] != 0; number = number + 1) {
		rest = text;
		line = cut('\n');
		text = rest;
		rest = line;
		if (line[0] == 0)
			inside = 0;
		else if (line[0] != '#' && inside)
			last_item->help = join(last_item->help, join("\n", line));
		else if (line[0] != '#') {
			inside = read_item();
			if (!inside)
				fail_at(path, number, "wants 'm ID _ _ _ TEXT' or 'o ID VARIABLE TYPE DEFAULT TEXT' in a menu that came before, got", line);
		}
	}
}

char* shown(struct item* i) {
	if (i->name == 0)
		return join(i->title, " (menu)");
	if (i->value == 0)
		return join(i->title, join(": ", join(i->name, " has no value yet")));
	return join(i->title, join(": ", join(i->name, join("=", i->value))));
}

// The item of that number in the menu, or 0. With number 0 tell: 'l' what is in the menu,
// 'g' all options, 'e' those without a value; the answer is the last one told.
struct item* list(int what, char* number) {
	struct item* i;
	struct item* told = 0;
	int n = 0;
	for (i = items; i != 0; i = i->next) {
		n = n + (i->up == menu);
		if (number != 0 && i->up == menu && text_equal(decimal(n), number))
			return i;
		if (number == 0 && ((what == 'l' && i->up == menu) || (i->name != 0 && (what == 'g' || (what == 'e' && i->value == 0))))) {
			told = i;
			if (what == 'l')
				tell(join(decimal(n), join("  ", shown(i))));
			else
				tell(join(i->id, join("  ", shown(i))));
		}
	}
	return told;
}

void obey(char* word) {                 // what is behind the command is in rest
	char* number = cut(' ');
	struct item* i = list(0, number);
	if (!fits("\"h|help|l|list|o|open|?|describe|s|set|g|get|r|reset\"", word))
		complain("not a command (help lists them):", word);
	else if (word[0] == 'h')
		tell("list, open N (0: up), describe N, set N VALUE, get N or all, reset N, exit");
	else if (word[0] == 'l' || (word[0] == 'g' && text_equal(number, "all")))
		list(word[0], 0);
	else if (word[0] == 'o' && text_equal(number, "0") && menu != 0)
		menu = menu->up;
	else if (i == 0 || (word[0] != 'd' && word[0] != '?' && (word[0] == 'o') != (i->name == 0)))
		complain("wants the number of something else here (list tells them), got", number);
	else if (word[0] == 's' && !fits(i->type, rest))
		complain(join("wants ", join(i->type, ", got")), rest);
	else {
		if (word[0] == 'o')
			menu = i;
		else if (word[0] == 's')
			i->value = rest;
		else if (word[0] == 'r')
			i->value = i->preset;
		tell(shown(i));
		if (word[0] == 'd' || word[0] == '?')
			tell(i->help);
	}
}

char* ask(void) {                       // a line; 0 at the end of the input
	char* line = alloc(4096);
	int n = 0;
	sys_call(SYS_WRITE, 1, "> ", 2);
	while (n < 4095 && sys_call(SYS_READ, 0, line + n, 1) > 0 && line[n] != '\n')
		n = n + 1;
	if (n == 0 && line[0] == 0)
		return 0;
	line[n] = 0;
	return line;
}

int main(int argc, char** argv, char** envp) {
	char* config = read_file("/steps/bootstrap.cfg");
	char* system = alloc(400);
	char* forced = "KERNEL_BOOTSTRAP=True\nBUILD_KERNELS=True\n";
	struct item* i;
	int n;
	int ends = 0;
	begin("configurator", argv);
	if (argc != 2)
		fail("usage: configurator DESCRIPTION", 0);
	if (config == 0)
		config = "";
	for (rest = config; rest[0] != 0; )
		ends = ends | text_equal(cut('\n'), "CONFIGURATOR=False");
	for (n = 0; envp[n] != 0; n = n + 1)
		ends = ends | text_equal(envp[n], "CONFIGURATOR=False");
	if (ends)
		return 0;
	foreign = "";
	read_description(argv[1], whole(argv[1]));
	sys_call(SYS_UNAME, system, 0, 0);
	if (fits("\"Linux|Fiwix\"", system)) {
		foreign = "CONFIGURATOR=False\n";
		read_config(config, 1);
		while (ends < 2) {
			rest = ask();
			ends = (ends + 1) * (rest == 0);
			if (rest != 0 && !text_equal(rest, "e") && !text_equal(rest, "exit"))
				obey(cut(' '));
			else if (list('e', 0) == 0)
				ends = 3;
		}
		if (ends == 2)
			fail("the input has ended, and these have no value", 0);
	} else {                                // first and last: no reader sees another value
		read_config(forced, 1);
		read_config(config, 1);
		read_config(forced, 1);
	}
	put_text(foreign);
	for (i = items; i != 0; i = i->next) {
		if (i->name != 0 && i->value != 0)
			put_text(join(i->name, join("=", join(i->value, "\n"))));
	}
	open_out("/steps/bootstrap.cfg", MODE_OUT);
	close_out();
	return 0;
}
