# Completion of the anchorage command for bash.
_anchorage_complete() {
    local line="${COMP_LINE}" point="${COMP_POINT}" suggestion
    COMPREPLY=()
    while IFS= read -r suggestion; do
        [[ -n "$suggestion" && "$suggestion" == "${COMP_WORDS[COMP_CWORD]}"* ]] && COMPREPLY+=("$suggestion")
    done < <(anchorage "[suggest:${point}]" "${line}" 2>/dev/null)
}
complete -o default -F _anchorage_complete anchorage
