using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Tests.Terminals.Screen;

namespace Anchorage.NodeAgent.Tests.Terminals.Recordings;

/// <summary>An asciicast file as a player reads it.</summary>
internal sealed class Cast
{
    private readonly List<(double Seconds, string Kind, string Text)> _events = [];

    private Cast(string file)
    {
        file.ShouldEndWith("\n");
        string[] lines = file.TrimEnd('\n').Split('\n');
        Header = JsonDocument.Parse(lines[0]).RootElement;
        Header.GetProperty("version").GetInt32().ShouldBe(2);
        double last = 0;
        foreach (string line in lines.Skip(1))
        {
            JsonElement item = JsonDocument.Parse(line).RootElement;
            item.GetArrayLength().ShouldBe(3);
            double seconds = item[0].GetDouble();
            seconds.ShouldBeGreaterThanOrEqualTo(last);
            last = seconds;
            _events.Add((seconds, item[1].GetString()!, item[2].GetString()!));
        }
    }

    internal JsonElement Header { get; }

    internal IReadOnlyList<(double Seconds, string Kind, string Text)> Events => _events;

    internal string Output => string.Concat(_events.Where(item => item.Kind == "o").Select(item => item.Text));

    internal static Cast Read(string path) => Parse(File.ReadAllBytes(path));

    internal static Cast Parse(byte[] file) => new(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file));

    /// <summary>What a terminal shows that plays it from the beginning.</summary>
    internal async Task<OracleScreen> PlayAsync(ScreenOracle oracle) => await oracle.ShowAsync(
        Header.GetProperty("width").GetInt32(), Header.GetProperty("height").GetInt32(), 1000, [.. _events.Select(Step)]);

    private static ScreenStep Step((double Seconds, string Kind, string Text) item)
    {
        if (item.Kind == "o")
        {
            return item.Text;
        }

        int[] size = [.. item.Text.Split('x').Select(int.Parse)];
        return ScreenStep.Size(size[0], size[1]);
    }
}
