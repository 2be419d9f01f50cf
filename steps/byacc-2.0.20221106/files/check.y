/* SPDX-FileCopyrightText: 2026 The lbs authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* check.y - precedence, recursion and values: is the first argument, a sum, as much as the second? */
%{
#include <stdio.h>
#include <stdlib.h>
static char *at;
static int result;
static int yylex(void);
static void yyerror(const char *text) { puts(text); }
%}
%token NUMBER
%left '+'
%left '*'
%%
line: sum { result = $1; };
sum: sum '+' sum { $$ = $1 + $3; }
	| sum '*' sum { $$ = $1 * $3; }
	| '(' sum ')' { $$ = $2; }
	| NUMBER;
%%
static int yylex(void)
{
	if (*at >= '0' && *at <= '9') {
		yylval = *at++ - '0';
		return NUMBER;
	}
	return *at ? *at++ : 0;
}

int main(int argc, char **argv)
{
	at = argv[1];
	return yyparse() != 0 || result != atoi(argv[2]);
}
