# SPDX-FileCopyrightText: 2026 The lbs authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bash completion for lbs: options come from each program's own --help
_lbs()
{
	local word=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[1]-}

	if [ "$COMP_CWORD" = 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W 'bootstrap verify record explain store payload image fetch mirror sources audit m4index gate report test help --yes --help --version' -- "$word")
	elif [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$("lbs-$program" --help 2>/dev/null | grep -o -- '--[a-z0-9-]*' | sort -u)" -- "$word")
	elif [ "$program" = payload ] && [ "$COMP_CWORD" = 2 ]; then
		mapfile -t COMPREPLY < <(compgen -W 'make list extract verify' -- "$word")
	elif [ "$program" = image ] && [ "$COMP_CWORD" = 2 ]; then
		mapfile -t COMPREPLY < <(compgen -W 'make list' -- "$word")
	elif [ "$program" = mirror ] && [ "$COMP_CWORD" = 2 ]; then
		mapfile -t COMPREPLY < <(compgen -W 'make update verify serve' -- "$word")
	elif [ "$program" = store ]; then
		mapfile -t COMPREPLY < <(compgen -W 'check gc size' -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}
complete -F _lbs lbs
