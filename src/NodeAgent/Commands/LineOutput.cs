using System.Text;
using Anchorage.NodeAgent.Instances;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Cuts the output of a program that the agent itself runs into lines.</summary>
internal sealed class LineOutput
{
    private const int LongestLine = 16 * 1024;
    private readonly Action<string> _line;
    private readonly Dictionary<byte, List<byte>> _open = [];

    private LineOutput(Action<string> line) => _line = line;

    /// <summary>Runs a program without input to its end; cancelling ends it.</summary>
    /// <param name="command">The program, started.</param>
    /// <param name="line">Told each line; what has no end of line at the end counts as one too.</param>
    /// <param name="time">Clock of the patience with it.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>Its exit code.</returns>
    internal static async Task<int> RunAsync(IRunningCommand command, Action<string> line, TimeProvider time, CancellationToken cancellationToken)
    {
        LineOutput output = new(line);
        try
        {
            command.CloseInput();
            await command.CopyOutputAsync(
                (piece, _) =>
                {
                    output.Take(piece.Span[0], piece.Span[1..]);
                    return ValueTask.CompletedTask;
                },
                cancellationToken);
            foreach (List<byte> rest in output._open.Values)
            {
                output.Say(rest);
            }

            return await CommandEnd.WaitAsync(command, time, cancellationToken);
        }
        finally
        {
            await CommandEnd.HangUpAsync(command, time);
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
            _line(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }
}
