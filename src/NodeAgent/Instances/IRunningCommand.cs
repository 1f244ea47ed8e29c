namespace Anchorage.NodeAgent.Instances;

/// <summary>A command that runs in an instance, whatever its kind.</summary>
internal interface IRunningCommand : IDisposable
{
    /// <summary>Hands on what the command writes until it has closed both streams. The first byte of each piece is the number of the stream: 1 or 2.</summary>
    Task CopyOutputAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken);

    /// <summary>Gives the command input. One that has closed its input, as <c>head</c> does, goes on all the same.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Ends the command's input.</summary>
    void CloseInput();

    /// <summary>Signals the command and what it started.</summary>
    /// <returns>True when it still ran.</returns>
    Task<bool> SignalAsync(int signal, CancellationToken cancellationToken);

    /// <summary>The exit code, or null while the command runs; -1 when nobody knows it.</summary>
    Task<int?> ExitCodeAsync(CancellationToken cancellationToken);
}
