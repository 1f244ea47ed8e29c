namespace Anchorage.NodeAgent.Terminals.Native;

/// <summary>A process to start.</summary>
/// <param name="File">Absolute path of the program.</param>
/// <param name="Arguments">Its arguments, without the program's own name.</param>
/// <param name="Environment">The whole environment as <c>NAME=value</c>: nothing is inherited.</param>
internal sealed record SpawnRequest(string File, IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment)
{
    /// <summary>Working folder; null keeps ours.</summary>
    internal string? WorkingDirectory { get; init; }

    /// <summary>Path of a terminal that becomes standard input, output and error and the controlling terminal; null gives <c>/dev/null</c>.</summary>
    internal string? Terminal { get; init; }

    /// <summary>Descriptor that becomes standard output, in place of <c>/dev/null</c>.</summary>
    internal int? Output { get; init; }

    /// <summary>Descriptor that becomes standard error, in place of <c>/dev/null</c>.</summary>
    internal int? Error { get; init; }
}
