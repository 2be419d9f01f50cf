# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# main.mk - compiles what the folders' Kbuild files and config.mk ask for; called in busybox's own folder
#
# A Kbuild file puts the objects of one folder into lib-y.

folders := archival archival/libarchive coreutils coreutils/libcoreutils debianutils editors findutils init \
	libbb libpwdgrp miscutils networking procps shell util-linux util-linux/volume_id

all: busybox

include config.mk
objects := never.o
define folder
lib-y :=
include $(1)/Kbuild
objects += $$(addprefix $(1)/,$$(sort $$(lib-y)))
endef
$(foreach f,$(folders),$(eval $(call folder,$(f))))

# __attribute__: busybox takes it away, and packed with it, from a compiler that does not say that it is gcc,
# but only where it is no macro. __restrict: or else it and musl define it in two ways.
flags := \
	-std=c99 \
	-D__attribute__=__attribute__ \
	-D__restrict=restrict \
	-D_GNU_SOURCE \
	-DNDEBUG \
	-D_LARGEFILE_SOURCE \
	-D_LARGEFILE64_SOURCE \
	-D_FILE_OFFSET_BITS=64 \
	-DBB_VER='"1.35.0"' \
	-DBB_EXTRA_VERSION='""' \
	-include include/autoconf.h \
	-Iinclude \
	-Ilibbb

# An archive: of what is in it, only what an applet needs is linked.
busybox: busybox.a
	tcc -static -o $@ $<

busybox.a: $(objects)
	@tcc -ar $@ $^

%.o: %.c
	@tcc -c $(flags) -o $@ $<

# All names but unxz: the seed's has --file and --output, and stays.
install: busybox
	install -D -m 755 busybox $(DESTDIR)$(PREFIX)/bin/busybox
	for name in $$(./busybox --list); do \
		test $$name = busybox -o $$name = unxz || ln -s $(PREFIX)/bin/busybox $(DESTDIR)$(PREFIX)/bin/$$name || exit; \
	done

.PHONY: all install
