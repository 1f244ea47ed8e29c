using System.Collections.Frozen;

namespace Anchorage.NodeAgent.Protocol.Git;

/// <summary>What a stream of kind <c>git</c> does; its arguments are the record named with it.</summary>
public static class GitActions
{
    /// <summary>Find repositories: <see cref="DiscoverRepositories"/>, answered with a <see cref="RepositoryList"/>.</summary>
    public const string Discover = "discover";

    /// <summary>Look at one: <see cref="RepositoryPlace"/>, answered with a <see cref="RepositoryStatus"/>.</summary>
    public const string Status = "status";

    /// <summary>What differs: <see cref="ReadDiff"/>, answered with a <see cref="DiffText"/>.</summary>
    public const string Diff = "diff";

    /// <summary>History: <see cref="ReadLog"/>, answered with a <see cref="CommitLog"/>.</summary>
    public const string Log = "log";

    /// <summary>Branches: <see cref="ListBranches"/>, answered with a <see cref="BranchList"/>.</summary>
    public const string Branches = "branches";

    /// <summary>Put changes into the index: <see cref="StageFiles"/>, answered with a <see cref="StageResult"/>.</summary>
    public const string Stage = "stage";

    /// <summary>Take changes out of the index: <see cref="StageFiles"/>, answered with a <see cref="StageResult"/>.</summary>
    public const string Unstage = "unstage";

    /// <summary>Make a commit of what is staged: <see cref="CommitChanges"/>, answered with a <see cref="CommitMade"/>.</summary>
    public const string Commit = "commit";

    /// <summary>Fetch and merge: <see cref="PullChanges"/>, answered with a <see cref="PullResult"/>.</summary>
    public const string Pull = "pull";

    /// <summary>Send a branch: <see cref="PushChanges"/>, answered with a <see cref="PushResult"/>.</summary>
    public const string Push = "push";

    /// <summary>Go to a branch: <see cref="SwitchBranch"/>, answered with a <see cref="BranchSwitched"/>.</summary>
    public const string Switch = "switch";

    /// <summary>Make an empty repository: <see cref="InitRepository"/>, answered with a <see cref="RepositoryPlace"/>.</summary>
    public const string Init = "init";

    /// <summary>Copy a repository from elsewhere: <see cref="CloneRepository"/>, answered with a <see cref="RepositoryPlace"/>.</summary>
    public const string Clone = "clone";

    /// <summary>Those that change nothing.</summary>
    public static readonly FrozenSet<string> Reading = FrozenSet.Create(StringComparer.Ordinal, Discover, Status, Diff, Log, Branches);

    /// <summary>Those that change something.</summary>
    public static readonly FrozenSet<string> Changing = FrozenSet.Create(StringComparer.Ordinal, Stage, Unstage, Commit, Pull, Push, Switch, Init, Clone);
}
