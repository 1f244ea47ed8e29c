namespace Anchorage.NodeAgent.Nodes;

/// <summary>Exit codes of the agent program.</summary>
public static class AgentExitCodes
{
    /// <summary>Stopped as asked.</summary>
    public const int Stopped = 0;

    /// <summary>Another agent uses the data folder.</summary>
    public const int AlreadyRunning = 73;

    /// <summary>The server cannot be reached.</summary>
    public const int Unreachable = 69;

    /// <summary>The server refuses this node or its onboarding key: anchor it again. A service manager must not restart the agent.</summary>
    public const int ReanchorNeeded = 77;

    /// <summary>A setting is wrong. A service manager must not restart the agent.</summary>
    public const int Configuration = 78;
}
