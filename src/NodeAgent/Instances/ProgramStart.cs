namespace Anchorage.NodeAgent.Instances;

/// <summary>A program to run.</summary>
/// <param name="Arguments">Program and arguments: bytes without NUL, for names of files are bytes. No shell looks at them.</param>
/// <param name="Environment">Variables as <c>NAME=value</c>, added to those of the instance.</param>
/// <param name="MaxOutput">Bytes of standard output after which the program is ended.</param>
internal sealed record ProgramStart(IReadOnlyList<byte[]> Arguments, IReadOnlyList<string> Environment, int MaxOutput)
{
    /// <summary>What it reads on standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Told of each piece of its error output.</summary>
    public Action<ReadOnlyMemory<byte>>? OnError { get; init; }
}
