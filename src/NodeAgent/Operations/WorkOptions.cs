using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Operations;

/// <summary>Limits of the work that an agent does at once.</summary>
public sealed class WorkOptions
{
    /// <summary>Folder of the journal.</summary>
    public string JournalDirectory { get; set; } = string.Empty;

    /// <summary>How many instances are worked on at the same time, 1 to 64. Default 8.</summary>
    public int Parallelism { get; set; } = 8;

    /// <summary>How much unfinished work is accepted before <c>agent_busy</c>, 1 to 10000. Default 256.</summary>
    public int MaxOpen { get; set; } = 256;

    /// <summary>How often work that was cut off is begun before it is given up, 1 to 100. Default 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Checks every value.</summary>
    /// <exception cref="AgentOptionsException">A value is not allowed; the message names the setting and the allowed values.</exception>
    public void Validate()
    {
        Demand(Path.IsPathFullyQualified(JournalDirectory), nameof(JournalDirectory), JournalDirectory, "an absolute path");
        Demand(Parallelism is >= 1 and <= 64, nameof(Parallelism), $"{Parallelism}", "1 to 64");
        Demand(MaxOpen is >= 1 and <= 10000, nameof(MaxOpen), $"{MaxOpen}", "1 to 10000");
        Demand(MaxAttempts is >= 1 and <= 100, nameof(MaxAttempts), $"{MaxAttempts}", "1 to 100");
    }

    private static void Demand(bool holds, string setting, string value, string allowed)
    {
        if (!holds)
        {
            throw new AgentOptionsException($"Setting Operations:{setting} is '{value}'; allowed: {allowed}.");
        }
    }
}
