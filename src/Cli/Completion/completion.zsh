#compdef anchorage
# Completion of the anchorage command for zsh.
_anchorage() {
    local -a suggestions
    suggestions=("${(@f)$(anchorage "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
    compadd -- "${suggestions[@]}"
}
compdef _anchorage anchorage
