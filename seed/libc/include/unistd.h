// SPDX-FileCopyrightText: 2026 The lbs authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stddef.h>
int read(int fd, void *to, size_t size);
int write(int fd, const void *from, size_t size);
long lseek(int fd, long offset, int whence);
int close(int fd);
int unlink(const char *path);
char *getcwd(char *to, size_t room);
int execvp(const char *name, char *const *argv);
extern char **environ;
