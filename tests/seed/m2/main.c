// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
// the program's arguments, main called again, an end without return

void put(int n);
void put_text(char* s);
void put_char(int c);
void end_line(void);

int again;

int length(char* s) {
	int n = 0;
	while (s[n])
		n = n + 1;
	return n;
}

int main(int argc, char** argv, char** envp) {
	int a = 1;
	int b = 2;
	if (again) {
		put(argc);
		put_text(argv[0]);
		return a + b;
	}
	put(argc); put_text(argv[1]); put(length(argv[2])); put(argv[argc] == 0); put(envp == argv + (argc + 1) * (4 / sizeof(char*)) || envp == &argv[argc + 1]);
	again = 1;
	put(main(9, &argv[1], envp)); put(a); put(b);
	end_line();
}
