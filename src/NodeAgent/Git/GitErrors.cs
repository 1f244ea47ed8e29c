using System.Text;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git;

/// <summary>The codes of the error registry for git, and how what git prints becomes them. Git speaks English here: the language is set.</summary>
internal static class GitErrors
{
    public const string InvalidRequest = "invalid_request";
    public const string Missing = "git_missing";
    public const string NotRepository = "git_not_repository";
    public const string UnsafeOwner = "git_unsafe_owner";
    public const string Busy = "git_busy";
    public const string NothingToCommit = "git_nothing_to_commit";
    public const string IdentityMissing = "git_identity_missing";
    public const string Conflict = "git_conflict";
    public const string LocalChanges = "git_local_changes";
    public const string Rejected = "git_rejected";
    public const string AuthFailed = "git_auth_failed";
    public const string HostUnknown = "git_host_unknown";
    public const string RemoteUnreachable = "git_remote_unreachable";
    public const string UrlRefused = "git_url_refused";
    public const string RefNotFound = "git_ref_not_found";
    public const string BranchExists = "git_branch_exists";
    public const string NoTracking = "git_no_tracking";
    public const string Timeout = "git_timeout";
    public const string Failed = "git_failed";

    /// <summary>Exit codes of the script around git.</summary>
    internal const int NoFolder = 121;
    internal const int NoGit = 122;
    internal const int NotTop = 123;
    internal const int Exists = 124;

    private const int MaxText = 800;

    // The first that fits counts: what says more stands before what says less.
    private static readonly (string Part, string Code)[] Signs =
    [
        ("detected dubious ownership", UnsafeOwner),
        ("unsafe repository", UnsafeOwner),
        ("Host key verification failed", HostUnknown),
        ("Permission denied (", AuthFailed),
        ("Authentication failed", AuthFailed),
        ("could not read Username", AuthFailed),
        ("could not read Password", AuthFailed),
        ("terminal prompts disabled", AuthFailed),
        ("requested URL returned error: 401", AuthFailed),
        ("requested URL returned error: 403", AuthFailed),
        ("' not allowed", UrlRefused),
        ("[remote rejected]", Rejected),
        ("[rejected]", Rejected),
        ("Automatic merge failed", Conflict),
        ("unmerged files", Conflict),
        ("you need to resolve your current index first", Conflict),
        ("You have not concluded your merge", Conflict),
        ("would be overwritten by", LocalChanges),
        ("tell me who you are", IdentityMissing),
        ("unable to auto-detect email address", IdentityMissing),
        ("empty ident name", IdentityMissing),
        ("nothing to commit", NothingToCommit),
        ("nothing added to commit", NothingToCommit),
        ("no changes added to commit", NothingToCommit),
        ("There is no tracking information", NoTracking),
        ("Could not resolve", RemoteUnreachable),
        ("Connection refused", RemoteUnreachable),
        ("Connection timed out", RemoteUnreachable),
        ("Failed to connect", RemoteUnreachable),
        ("No route to host", RemoteUnreachable),
        ("Network is unreachable", RemoteUnreachable),
        ("does not appear to be a git repository", RemoteUnreachable),
        ("couldn't find remote ref", RefNotFound),
        ("Remote branch", RefNotFound),
        ("Could not read from remote repository", RemoteUnreachable),
        ("unable to access '", RemoteUnreachable),
        ("remote end hung up", RemoteUnreachable),
        ("not a git repository", NotRepository),
        (".lock': File exists", Busy),
        ("already exists and is not an empty directory", "file_exists"),
        ("No space left on device", "no_space"),
        ("branch named '", BranchExists),
        ("invalid reference", RefNotFound),
        ("unknown revision", RefNotFound),
        ("bad revision", RefNotFound),
        ("bad object", RefNotFound),
        ("not a commit", RefNotFound),
        ("does not match any", RefNotFound),
        ("known to git", RefNotFound),
    ];

    /// <summary>The refusal for a run that failed.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="folder">Where it ran, as text.</param>
    internal static LinkRequestException Of(ProgramEnd end, string folder)
    {
        switch (end.ExitCode)
        {
            case NoFolder:
                return new("file_not_found", $"There is no folder {folder}, or the instance's user may not enter it.");
            case NoGit or 126 or 127:
                return new(Missing, "There is no git in the instance.");
            case NotTop:
                return new(NotRepository, $"{folder} lies inside a repository but is not its top folder.");
            case Exists:
                return new("file_exists", $"{folder} exists already.");
        }

        string text = Text(end.Error) + "\n" + Text(end.Output);
        string code = Signs.FirstOrDefault(s => text.Contains(s.Part, StringComparison.Ordinal)).Code ?? Failed;
        return new(code, code == NotRepository ? $"{folder} is no git repository." : Said(text));
    }

    /// <summary>What git said, short, on one line and without secrets.</summary>
    internal static string Said(string text)
    {
        string[] lines = [.. text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(l => !l.StartsWith("hint:", StringComparison.Ordinal))];
        string line = GitSecrets.Mask(string.Join("; ", lines.Select(l => l.StartsWith("fatal: ", StringComparison.Ordinal) || l.StartsWith("error: ", StringComparison.Ordinal) ? l[7..] : l)));
        return line.Length == 0 ? "Git failed without a word." : line.Length <= MaxText ? line : line[..MaxText] + "…";
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 32 * 1024)));
}
