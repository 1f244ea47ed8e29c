using Anchorage.NodeAgent.Files;

namespace Anchorage.NodeAgent.Git;

/// <summary>One run of git in an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Folder">Where it begins.</param>
/// <param name="Arguments">Arguments of git, or of the script.</param>
internal sealed record GitRun(string InstanceId, FilePath Folder, IReadOnlyList<byte[]> Arguments)
{
    /// <summary>The script around git; <see cref="GitScripts.InRepository"/> as a rule.</summary>
    public string Script { get; init; } = GitScripts.InRepository;

    /// <summary>What messages speak of; null for the folder.</summary>
    public FilePath? Target { get; init; }

    /// <summary>Standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Bytes of output that are kept.</summary>
    public int MaxOutput { get; init; } = 8 * 1024 * 1024;

    /// <summary>True when it talks to a remote: it may take longer.</summary>
    public bool Remote { get; init; }

    /// <summary>True when it takes no locks.</summary>
    public bool Reads { get; init; }

    /// <summary>Further variables.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Exit codes that are no failure; none but 0 as a rule.</summary>
    public IReadOnlyList<int> Accepts { get; init; } = [0];

    /// <summary>Told what the error output says, piece by piece.</summary>
    public Action<ReadOnlyMemory<byte>>? OnError { get; init; }

    /// <summary>Arguments as text.</summary>
    internal static GitRun Of(string instanceId, FilePath folder, params string[] arguments) =>
        new(instanceId, folder, [.. arguments.Select(System.Text.Encoding.UTF8.GetBytes)]);
}
