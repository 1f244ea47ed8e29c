namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A shell with a terminal of its own, wherever it runs. Used on the event loop's thread only.</summary>
internal interface IPty : IDisposable
{
    /// <summary>Non-blocking descriptor: reads give output, writes are input. Owned by this object.</summary>
    int Descriptor { get; }

    /// <summary>Output that came while the shell was started.</summary>
    ReadOnlyMemory<byte> FirstOutput { get; }

    /// <summary>Completes with the exit code of the shell (128 + signal when a signal ended it, -1 when it cannot be known).</summary>
    Task<int> Exited { get; }

    /// <summary>Sets the size of the terminal.</summary>
    void Resize(int columns, int rows);

    /// <summary>Tells every process of the terminal's session that the line was hung up.</summary>
    void HangUp();

    /// <summary>Ends every process that is left in the terminal's session.</summary>
    void Kill();
}
