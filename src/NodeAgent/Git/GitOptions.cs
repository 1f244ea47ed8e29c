using System.Globalization;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Git;

/// <summary>Limits of the work with git. Each has a twin in the environment: <see cref="LocalSeconds"/> is <c>ANCHORAGE_AGENT_GIT_LOCAL_SECONDS</c>.</summary>
public sealed class GitOptions
{
    /// <summary>Longest time of a command that stays in the instance. Default 60 s; 5 to 3600.</summary>
    public int LocalSeconds { get; set; } = 60;

    /// <summary>Longest time of a command that talks to a remote. Default 900 s; 10 to 86,400.</summary>
    public int RemoteSeconds { get; set; } = 900;

    /// <summary>Longest difference that is sent, in bytes. Default 512 KiB; 16 KiB to 16 MiB.</summary>
    public int MaxDiffBytes { get; set; } = 512 * 1024;

    /// <summary>Most repositories that one search finds. Default 200; 1 to 5000.</summary>
    public int MaxRepositories { get; set; } = 200;

    /// <summary>Takes what the environment sets.</summary>
    /// <exception cref="AgentOptionsException">A value is not allowed; the message names the setting and the allowed values.</exception>
    public void Read(Func<string, string?> environment)
    {
        LocalSeconds = Number(environment, "LOCAL_SECONDS", LocalSeconds, 5, 3600);
        RemoteSeconds = Number(environment, "REMOTE_SECONDS", RemoteSeconds, 10, 86_400);
        MaxDiffBytes = Number(environment, "MAX_DIFF_BYTES", MaxDiffBytes, 16 * 1024, 16 * 1024 * 1024);
        MaxRepositories = Number(environment, "MAX_REPOSITORIES", MaxRepositories, 1, 5000);
    }

    private static int Number(Func<string, string?> environment, string name, int fallback, int from, int to)
    {
        string variable = "ANCHORAGE_AGENT_GIT_" + name;
        return environment(variable) is not { } text ? fallback
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= from && value <= to ? value
            : throw new AgentOptionsException($"{variable} is '{text}'; allowed: {from} to {to}.");
    }
}
