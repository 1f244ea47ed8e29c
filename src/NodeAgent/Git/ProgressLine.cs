using System.Text;
using Anchorage.NodeAgent.Protocol.Git;

namespace Anchorage.NodeAgent.Git;

/// <summary>The last thing that git said about how far it is.</summary>
internal sealed class ProgressLine
{
    private const int MaxText = 200;
    private volatile string? _text;

    /// <summary>In words; null before the first.</summary>
    internal string? Text => _text;

    /// <summary>Takes a piece of the error output; its lines end with either kind of return.</summary>
    internal void Add(ReadOnlyMemory<byte> piece)
    {
        string? line = Encoding.UTF8.GetString(piece.Span).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        if (line is not null)
        {
            _text = GitSecrets.Mask(line.Length <= MaxText ? line : line[..MaxText]);
        }
    }
}
