# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# config.mak - what musl's Makefile is to know, in the place of what configure would find out

ARCH = i386
CC = tcc
AR = tcc -ar
RANLIB = true
INSTALL = install

prefix = /usr
exec_prefix = $(prefix)

# Without these flags tcc cannot assemble some files; optimisation it has none.
CPPFLAGS = -DSYSCALL_NO_TLS=1
CFLAGS_AUTO =

# tcc makes no programs that can lie anywhere, and nothing here loads libraries.
SHARED_LIBS =
TOOL_LIBS =
ALL_TOOLS =

# Those are for programs that were linked when time had 32 bits.
override COMPAT_SRC_DIRS =

# In libc.a the members lie as pass 1 lists them: folder by folder, what is for i386 first. What is linked
# with it then comes to the same bytes, too.
objects := $(LIBC_OBJS)
folders := $(sort $(dir $(subst /$(ARCH)/,/,$(objects))))
AOBJS := $(foreach f,$(folders),$(filter $(f)$(ARCH)/%,$(objects)) \
	$(foreach o,$(objects),$(if $(filter $(f),$(dir $(o))),$(o))))
