# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# get_network: an address by DHCP, and then a wait until a server answers
#
# With dhcpcd, or with busybox's udhcpc, where it has that, ifconfig and route (ours has not yet).
# Upstream asks example.com. Here the first mirror is asked, if it is an address: that is what will be
# needed, and a network may have no way out.
udhcp_script=/usr/share/udhcpc/default.script

write_udhcp_script() {
    mkdir -p "${udhcp_script%/*}"
    printf '%s\n' '#!/bin/sh' \
        'case $1 in' \
        'deconfig) ifconfig "$interface" up ;;' \
        'bound | renew)' \
        '    ifconfig "$interface" "$ip" netmask "${subnet:-255.255.255.0}"' \
        '    for gateway in $router; do route add default gw "$gateway" dev "$interface"; done' \
        '    for server in $dns; do echo "nameserver $server"; done > /etc/resolv.conf ;;' \
        'esac' > "${udhcp_script}"
    chmod 755 "${udhcp_script}"
}

ask_for_address() {
    local interface
    if has_program dhcpcd; then
        dhcpcd --waitip=4
    elif has_program udhcpc; then
        [ -e "${udhcp_script}" ] || write_udhcp_script
        for interface in /sys/class/net/*; do
            interface=${interface##*/}
            if [ -e "/sys/class/net/${interface}" ] && [ "${interface}" != lo ] && udhcpc -n -q -i "${interface}" -s "${udhcp_script}"; then
                return 0
            fi
        done
        fail "get_network: no interface got an address by DHCP"
    else
        fail "get_network: neither dhcpcd nor udhcpc is there to ask for an address"
    fi
}

# Any answer of the server counts, also that it has no such file.
server_answers() { # URL
    local said
    if has_program curl; then
        curl --silent --location --max-time 10 --output /dev/null "$1"
    else
        said=$(wget -S -T 10 -O /dev/null "$1" 2>&1) || [[ ${said} == *HTTP/* ]]
    fi
}

wait_for_server() {
    local tries url=http://example.com/ mirror mirrors
    read -r -a mirrors <<< "${MIRRORS}"
    for mirror in "${mirrors[@]}"; do
        if [[ ${mirror} == http*://* ]]; then
            url=${mirror}
            break
        fi
    done
    if [ "${QEMU}" = True ]; then
        url=${url/#'http://127.0.0.1'/http://10.0.2.2}
    fi
    for ((tries = 0; tries < 120; tries++)); do
        if server_answers "${url}"; then
            return 0
        fi
        sleep 1
    done
    fail "get_network: ${url} does not answer"
}

ask_for_address
wait_for_server
unset -f write_udhcp_script ask_for_address server_answers wait_for_server
unset udhcp_script
