using System.Text;
using Anchorage.NodeAgent.Instances;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Runs a program without input to its end and tells each line that it writes, on either stream.</summary>
internal sealed class ProgramLines(Action<string> line)
{
    private const int LongestLine = 16 * 1024;
    private readonly Dictionary<byte, List<byte>> _open = [];

    /// <summary>Runs it; cancelling ends it.</summary>
    /// <returns>Its exit code.</returns>
    internal static async Task<int> RunAsync(IRunningCommand command, Action<string> line, TimeProvider time, CancellationToken cancellationToken)
    {
        ProgramLines lines = new(line);
        try
        {
            command.CloseInput();
            await command.CopyOutputAsync(
                (piece, _) =>
                {
                    lines.Take(piece.Span[0], piece.Span[1..]);
                    return ValueTask.CompletedTask;
                },
                cancellationToken);
            lines.Finish();
            return await CommandEnd.WaitAsync(command, time, cancellationToken);
        }
        finally
        {
            await CommandEnd.HangUpAsync(command, time);
        }
    }

    /// <summary>What has no end of line counts as a line too.</summary>
    private void Finish()
    {
        foreach (List<byte> rest in _open.Values)
        {
            Say(rest);
        }
    }

    private void Take(byte number, ReadOnlySpan<byte> data)
    {
        if (!_open.TryGetValue(number, out List<byte>? open))
        {
            _open[number] = open = [];
        }

        foreach (byte b in data)
        {
            // Programs draw their progress over and over with returns: each is a line.
            if (b is (byte)'\n' or (byte)'\r' || open.Count == LongestLine)
            {
                Say(open);
            }

            if (b is not ((byte)'\n' or (byte)'\r'))
            {
                open.Add(b);
            }
        }
    }

    private void Say(List<byte> bytes)
    {
        if (bytes.Count > 0)
        {
            line(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }
}
