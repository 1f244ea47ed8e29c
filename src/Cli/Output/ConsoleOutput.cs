using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Spectre.Console;

namespace Anchorage.Cli.Output;

/// <summary>Prints data to stdout (a table or JSON) and messages to stderr.</summary>
internal sealed class ConsoleOutput(CliEnvironment environment, bool json)
{
    /// <summary>True with -o json.</summary>
    public bool Json { get; } = json;

    public CliEnvironment Environment { get; } = environment;

    /// <summary>A message for the user.</summary>
    public void Note(string text) => Environment.Error.WriteLine(TerminalText.Safe(text));

    /// <summary>One line of data.</summary>
    public void Line(string text) => Environment.Out.WriteLine(Environment.OutIsTerminal ? TerminalText.Safe(text) : text);

    /// <summary>A JSON document.</summary>
    public void Document(JsonElement value) => Environment.Out.WriteLine(ToText(value, indented: true));

    /// <summary>One line of a JSON stream; flushed, because a reader may wait for it.</summary>
    public void JsonLine(JsonElement value)
    {
        Environment.Out.WriteLine(ToText(value, indented: false));
        Environment.Out.Flush();
    }

    /// <summary>One object: the server's own document with -o json, else its fields below each other.</summary>
    public void Item<T>(ApiAnswer<T> answer, params (string Label, string? Value)[] fields)
    {
        if (Json)
        {
            Document(answer.Raw);
            return;
        }

        var width = fields.Max(f => f.Label.Length);
        foreach (var (label, value) in fields)
        {
            Line($"{label.PadRight(width)}  {value ?? "-"}");
        }
    }

    /// <summary>A list: an array of the server's own objects with -o json, else a table.</summary>
    public void List<T>(IReadOnlyList<ApiAnswer<T>> items, params (string Header, Func<T, string?> Value)[] columns)
    {
        if (Json)
        {
            Environment.Out.WriteLine(ToText(items.Select(i => i.Raw)));
            return;
        }

        var rows = items.Select(i => columns.Select(c => TerminalText.Safe(c.Value(i.Value) ?? "-")).ToArray()).ToArray();
        if (Environment.OutIsTerminal)
        {
            WriteTable(columns.Select(c => c.Header), rows);
        }
        else
        {
            WriteColumns([.. columns.Select(c => c.Header)], rows);
        }
    }

    /// <summary>A time as tables show it, in UTC.</summary>
    public static string? At(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>A console of Spectre on stderr, with colours as the user wants them.</summary>
    public IAnsiConsole ErrorConsole() => Ansi(Environment.Error, Environment.ErrorIsTerminal);

    private void WriteTable(IEnumerable<string> headers, string[][] rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var header in headers)
        {
            table.AddColumn(new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        Ansi(Environment.Out, Environment.OutIsTerminal).Write(table);
    }

    private void WriteColumns(string[] headers, string[][] rows)
    {
        var widths = headers.Select((h, i) => rows.Select(r => r[i].Length).Append(h.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(headers))
        {
            var line = new StringBuilder();
            for (var i = 0; i < row.Length; i++)
            {
                line.Append(row[i].PadRight(widths[i])).Append("  ");
            }

            Environment.Out.WriteLine(line.ToString().TrimEnd());
        }
    }

    private IAnsiConsole Ansi(TextWriter writer, bool terminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = terminal && Environment.Colors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });

    private static string ToText(JsonElement value, bool indented) => Write(indented, value.WriteTo);

    private static string ToText(IEnumerable<JsonElement> values) => Write(indented: true, writer =>
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            value.WriteTo(writer);
        }

        writer.WriteEndArray();
    });

    private static string Write(bool indented, Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            content(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
