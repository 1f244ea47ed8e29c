using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;

namespace Anchorage.Cli.Nodes.Anchoring;

/// <summary>The settings of this machine's agent: lines <c>NAME=value</c> of <c>agent.env</c> in <c>/etc/anchorage</c> (or <c>ANCHORAGE_CONFIG</c>), which the environment overrides.</summary>
internal sealed class AgentSettings(CliEnvironment environment)
{
    public const string Server = "ANCHORAGE_AGENT_SERVER";
    public const string Data = "ANCHORAGE_AGENT_DATA";
    public const string KeyFile = "ANCHORAGE_AGENT_ONBOARDING_KEY_FILE";
    private const string DefaultFolder = "/etc/anchorage";

    public string File { get; } = Path.Combine(environment.Variable("ANCHORAGE_CONFIG") ?? DefaultFolder, "agent.env");

    /// <summary>The value in force, or null.</summary>
    public string? Find(string name) => environment.Variable(name) ?? Stored(name);

    /// <summary>The value that overrides the file, or null.</summary>
    public string? Override(string name) => environment.Variable(name);

    /// <summary>Stores a value; null removes it.</summary>
    public void Set(string name, string? value)
    {
        IEnumerable<string> lines = Lines().Where(line => !line.StartsWith(name + "=", StringComparison.Ordinal));
        string text = string.Concat((value is null ? lines : lines.Append($"{name}={value}")).Select(line => line + "\n"));
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        PrivateFile.Write(File, System.Text.Encoding.UTF8.GetBytes(text));
    }

    private string? Stored(string name) => Lines().LastOrDefault(line => line.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] is { Length: > 0 } value ? value : null;

    private string[] Lines() => System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [];
}
