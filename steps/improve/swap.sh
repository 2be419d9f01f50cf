# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# swap: a swap file of SWAP_SIZE MiB (or with K, M, G, T behind), without CHROOT
case ${SWAP_SIZE} in
*K) size=$((${SWAP_SIZE%K} / 1024)) ;;
*M) size=${SWAP_SIZE%M} ;;
*G) size=$((${SWAP_SIZE%G} * 1024)) ;;
*T) size=$((${SWAP_SIZE%T} * 1024 * 1024)) ;;
*) size=${SWAP_SIZE:-0} ;;
esac
if [ "${size}" -gt 0 ] && [ ! -e /swapfile ]; then
    dd if=/dev/zero of=/swapfile bs=1048576 count="${size}"
    chmod 600 /swapfile
    mkswap /swapfile
    swapon /swapfile
fi
unset size
