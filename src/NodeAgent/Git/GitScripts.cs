namespace Anchorage.NodeAgent.Git;

/// <summary>What runs around git in the instance's shell. The texts are fixed; whatever somebody sent is an argument. The first argument is the folder.</summary>
internal static class GitScripts
{
    private const string Begin = """
        cd -- "$1" 2>/dev/null || exit 121
        command -v git >/dev/null 2>&1 || exit 122
        unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_COMMON_DIR GIT_NAMESPACE GIT_EXTERNAL_DIFF GIT_CONFIG_PARAMETERS GIT_CONFIG_COUNT GIT_TEMPLATE_DIR GIT_PROXY_COMMAND
        shift

        """;

    // In a folder below a repository git would work on that repository.
    private const string Top = """
        [ -z "$(git rev-parse --show-prefix 2>/dev/null)" ] || exit 123

        """;

    /// <summary>Runs git in the top folder of a repository.</summary>
    internal const string InRepository = Begin + Top + "exec git \"$@\"";

    /// <summary>Runs git in any folder.</summary>
    internal const string InFolder = Begin + "exec git \"$@\"";

    /// <summary>
    /// All about a repository in one go, in records that end with NUL: the repository above, if it is a submodule; its remotes, then an empty record; so many commits of the
    /// second argument, then an empty record; the status.
    /// </summary>
    internal const string Overview = Begin + Top + """
        printf '%s\0' "$(git rev-parse --show-superproject-working-tree 2>/dev/null)"
        git config -z --get-regexp '^remote\..*\.url$' 2>/dev/null
        printf '\0'
        git --no-pager log -z --no-show-signature --no-color -n "$1" --format=c%x00%H%x00%s%x00%an%x00%ae%x00%aI 2>/dev/null
        printf '\0'
        shift
        exec git "$@"
        """;

    /// <summary>Commits and says which commit that made.</summary>
    internal const string Commit = Begin + Top + "git \"$@\" && git rev-parse --verify HEAD";

    /// <summary>Runs git with a folder that must not be there yet: the second argument.</summary>
    internal const string NewFolder = Begin + """
        if [ -e "./$1" ] || [ -h "./$1" ]; then exit 124; fi
        shift
        exec git "$@"
        """;

    /// <summary>Makes a folder, unless it is there and no repository, and runs git in it: the second argument.</summary>
    internal const string MakeFolder = Begin + """
        mkdir -p -- "./$1" || exit 121
        cd -- "./$1" || exit 121
        [ -e .git ] && exit 124
        shift
        exec git "$@"
        """;

    /// <summary>Finds what git calls its own, no deeper than the second argument; folders that hold what others made are left out.</summary>
    internal const string Find = """
        cd -- "$1" 2>/dev/null || exit 121
        command -v git >/dev/null 2>&1 || exit 122
        kernel=/./none; [ "$1" = / ] && kernel=.
        exec find . -mindepth 1 -maxdepth "$2" \
          \( -path "$kernel/proc" -o -path "$kernel/sys" -o -path "$kernel/dev" \) -prune -o \
          -name .git -prune -print0 -o \
          -type d \( -name '.*' -o -name node_modules -o -name vendor -o -name dist -o -name build -o -name out \) -prune
        """;
}
