using System.Globalization;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Terminals;

/// <summary>How one terminal is printed.</summary>
internal static class TerminalView
{
    public static void Print(ConsoleOutput output, ApiAnswer<TerminalInfo> answer)
    {
        var terminal = answer.Value;
        output.Item(
            answer,
            [
                ("id", terminal.Id),
                ("name", terminal.Name is { Length: > 0 } ? terminal.Name : null),
                ("instance", terminal.InstanceId),
                ("state", terminal.Standing),
                ("title", terminal.Title is { Length: > 0 } ? terminal.Title : null),
                ("directory", terminal.WorkingDirectory is { Length: > 0 } ? terminal.WorkingDirectory : null),
                ("size", string.Create(CultureInfo.InvariantCulture, $"{terminal.Columns}x{terminal.Rows}")),
                ("ends with its last viewer", terminal.EndWhenLastViewerLeaves ? "yes" : "no"),
                ("created", ConsoleOutput.At(terminal.CreatedAt)),
                ("last activity", ConsoleOutput.At(terminal.LastActivityAt)),
                .. (terminal.Viewers ?? []).Select(v => ($"viewer {v.Id}", (string?)$"{v.Name}, {v.Role}, since {ConsoleOutput.At(v.Since)}")),
            ]);
    }
}
