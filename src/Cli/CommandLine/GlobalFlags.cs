using System.CommandLine;

namespace Anchorage.Cli.CommandLine;

/// <summary>The flags that every command takes.</summary>
internal sealed class GlobalFlags
{
    public Flag<string> Output { get; } =
        new Flag<string>("--output", "table|json", "How data is printed", "-o") { Recursive = true, Fallback = "table" }.Among("table", "json");

    public Flag<string> Profile { get; } =
        new("--profile", "NAME", "Which of the stored servers is meant") { Recursive = true };

    public Flag<string> Server { get; } =
        new("--server", "URL", "A server in place of the stored one; takes its token from ANCHORAGE_TOKEN") { Recursive = true };

    public Flag<string> ConfigDir { get; } =
        new("--config-dir", "DIR", "Where config.json, key and known hosts lie; ~/.config/anchorage if absent") { Recursive = true };

    public Flag<int?> Timeout { get; } =
        new("--timeout", "SECONDS", "Deadline of one request, 1..600; 30 if absent") { Recursive = true };

    public void AddTo(RootCommand root)
    {
        root.Add(Output);
        root.Add(Profile);
        root.Add(Server);
        root.Add(ConfigDir);
        root.Add(Timeout);
    }
}
