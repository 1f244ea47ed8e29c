# Completion of the anchorage command for fish.
function __anchorage_complete
    set -l line (commandline -cp)
    anchorage "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c anchorage -f -a '(__anchorage_complete)'
