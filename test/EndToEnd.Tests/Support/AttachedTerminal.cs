using System.Diagnostics;
using System.Globalization;
using System.Text;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>The command in a pseudo-terminal of 100 columns and 30 rows.</summary>
internal sealed class AttachedTerminal : IDisposable
{
    private const int Columns = 100;
    private const int Rows = 30;

    private readonly StringBuilder _text = new();
    private readonly VirtualScreen _screen = new(Columns, Rows, 0, 0);
    private readonly Process _process;

    private AttachedTerminal(Process process)
    {
        _process = process;
        _ = ReadAsync();
    }

    /// <summary>Everything that was written to it.</summary>
    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>What it shows, without the blanks at the ends of lines.</summary>
    public string[] Lines
    {
        get
        {
            lock (_text)
            {
                return [.. Enumerable.Range(0, Rows).Select(row => LineOf(_screen.Active[row]))];
            }
        }
    }

    /// <summary>The line of the cursor up to the cursor, and what of it is underlined.</summary>
    public (string Text, string Underlined) Line
    {
        get
        {
            lock (_text)
            {
                var cells = _screen.Active.CursorRow.Cells[.._screen.Active.X];
                return (TextOf(cells), TextOf(cells.Where(cell => cell.Pen.Underline > 0)));
            }
        }
    }

    public static AttachedTerminal Start(CliUser cli, string arguments)
    {
        var start = cli.Start("script", "-qfec", $"stty cols {Columns} rows {Rows}; exec anchorage {arguments}", "/dev/null");
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        return new AttachedTerminal(Process.Start(start)!);
    }

    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    public Task ShowsAsync(string text) => Eventually.HoldsAsync($"'{text}' in the terminal", 60, () => Task.FromResult(Text.Contains(text, StringComparison.Ordinal)), () => Text);

    /// <summary>Waits until it stands on the screen, whatever stood there before.</summary>
    public Task SeesAsync(string text) => Eventually.HoldsAsync(
        $"'{text}' on the screen", 60, () => Task.FromResult(Lines.Any(line => line.Contains(text, StringComparison.Ordinal))), () => string.Join('\n', Lines));

    /// <summary>Waits until the line of the cursor ends like this, with so much of it underlined.</summary>
    public Task LineEndsAsync(string text, string underlined = "") => Eventually.HoldsAsync(
        $"'{text}' before the cursor, underlined '{underlined}'", 60, () => Task.FromResult(Line.Text.EndsWith(text, StringComparison.Ordinal) && Line.Underlined == underlined), () => $"{Line}\n{string.Join('\n', Lines)}");

    public int Count(string text) => Text.Split(text).Length - 1;

    /// <summary>Ends the command as nothing that it could answer: what it had open breaks off.</summary>
    public void KillCommand()
    {
        var command = int.Parse(File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
        Process.GetProcessById(command).Kill();
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(30));
        }

        _process.Dispose();
    }

    private string LineOf(Row row) => TextOf(row.Cells).TrimEnd();

    private string TextOf(IEnumerable<Cell> cells) => string.Concat(cells.Select(cell => cell is { Content: 0, Width: 1 } ? " " : _screen.TextOf(cell)));

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_text)
            {
                _text.Append(buffer, 0, read);
                _screen.Feed(Encoding.UTF8.GetBytes(buffer, 0, read));
            }
        }
    }
}
