namespace Anchorage.NodeAgent.Instances;

/// <summary>Collects what a program prints, within its limits.</summary>
internal sealed class ProgramOutput(ProgramStart start) : IDisposable
{
    private const int KeptError = 32 * 1024;
    private readonly MemoryStream _output = new();
    private readonly List<byte> _error = [];

    /// <summary>True when the program printed more than it may.</summary>
    internal bool Cut { get; private set; }

    /// <summary>Takes a piece.</summary>
    /// <param name="isError">True for the error output.</param>
    /// <param name="piece">Bytes.</param>
    internal void Add(bool isError, ReadOnlyMemory<byte> piece)
    {
        if (isError)
        {
            start.OnError?.Invoke(piece);
            _error.AddRange(piece.Span);
            if (_error.Count > KeptError)
            {
                _error.RemoveRange(0, _error.Count - KeptError);
            }

            return;
        }

        int room = start.MaxOutput - (int)_output.Length;
        Cut |= piece.Length > room;
        _output.Write(piece.Span[..Math.Min(piece.Length, room)]);
    }

    internal ProgramEnd End(int exitCode) => new(exitCode, _output.ToArray(), [.. _error], Cut);

    public void Dispose() => _output.Dispose();
}
