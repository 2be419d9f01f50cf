# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bash completion for lbs: options come from each program's own --help
_lbs()
{
	local word=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[1]-}

	if [ "$COMP_CWORD" = 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W 'verify record explain store audit report test help --yes --help --version' -- "$word")
	elif [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$("lbs-$program" --help 2>/dev/null | grep -o -- '--[a-z-]*' | sort -u)" -- "$word")
	elif [ "$program" = store ]; then
		mapfile -t COMPREPLY < <(compgen -W 'check gc size' -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}
complete -F _lbs lbs
