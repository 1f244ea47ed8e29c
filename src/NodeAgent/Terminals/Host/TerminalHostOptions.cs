namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Limits of the terminal host.</summary>
internal sealed record TerminalHostOptions
{
    /// <summary>Most terminals on the node, 1 to 4096.</summary>
    internal int MaxTerminals { get; init; } = 256;

    /// <summary>Most terminals of one instance, 1 to 4096.</summary>
    internal int MaxTerminalsPerInstance { get; init; } = 32;

    /// <summary>Most viewers of one terminal.</summary>
    internal int MaxViewers { get; init; } = 32;

    /// <summary>Output that is kept per terminal, in bytes; a power of two.</summary>
    internal int RingBytes { get; init; } = 1024 * 1024;

    /// <summary>Lines above the screen that are kept per terminal.</summary>
    internal int ScrollbackLines { get; init; } = 10_000;

    /// <summary>Bytes that these may take.</summary>
    internal int ScrollbackBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a change of the title waits for further ones.</summary>
    internal TimeSpan TitleDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Folder of recordings; null when none are made.</summary>
    internal string? RecordingsFolder { get; init; }

    /// <summary>Bytes of one recording.</summary>
    internal long RecordingBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Bytes of all recordings of the node.</summary>
    internal long RecordingsBytes { get; init; } = 2048L * 1024 * 1024;

    /// <summary>Most recordings of the node.</summary>
    internal int MaxRecordings { get; init; } = 1000;

    /// <summary>From one picture of a terminal to the next.</summary>
    internal TimeSpan PreviewPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Output that may be on its way to a viewer, in bytes; also how far the fastest viewer may be behind before the PTY is not read.</summary>
    internal int WindowBytes { get; init; } = 256 * 1024;

    /// <summary>Input that waits for a shell which does not read, in bytes.</summary>
    internal int InputBytes { get; init; } = 1024 * 1024;

    /// <summary>A viewer that owes an acknowledgement for so long is detached.</summary>
    internal TimeSpan AcknowledgeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From hang-up to kill when a terminal is closed.</summary>
    internal TimeSpan KillDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long output may still come after the shell ended while others hold the terminal.</summary>
    internal TimeSpan DrainDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the output of an ended shell is kept without a viewer.</summary>
    internal TimeSpan ExitedRetention { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A terminal that ends with its last viewer waits so long for one that comes back: together with <see cref="KillDelay"/> below ten seconds.</summary>
    internal TimeSpan LastViewerGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Such a terminal waits so long for its first viewer: the life of a ticket.</summary>
    internal TimeSpan FirstViewerPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A shell must have started within this time.</summary>
    internal TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The host ends when it had no terminal and no agent for this time.</summary>
    internal TimeSpan IdleExit { get; init; } = TimeSpan.FromMinutes(10);
}
