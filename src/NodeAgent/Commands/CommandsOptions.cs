using System.Text.Json;
using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Commands;

/// <summary>
/// Operations and logs that the administrator of the node names, in <c>commands.json</c> of the agent's data folder or where <c>ANCHORAGE_AGENT_COMMANDS_FILE</c> says. Servers
/// send names; what runs stands in this file alone.
/// </summary>
internal sealed partial class CommandsOptions
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxEntries = 100;
    private const int MaxSeconds = 24 * 3600;

    /// <summary>Operations by name.</summary>
    public IReadOnlyDictionary<string, NamedOperation> Operations { get; init; } = new Dictionary<string, NamedOperation>(StringComparer.Ordinal);

    /// <summary>Logs by name.</summary>
    public IReadOnlyDictionary<string, NamedLogSource> Logs { get; init; } = new Dictionary<string, NamedLogSource>(StringComparer.Ordinal);

    /// <summary>Reads the file; nothing is offered when there is none and none was named.</summary>
    /// <exception cref="AgentOptionsException">The file cannot be read or says something that is not allowed.</exception>
    public static CommandsOptions Read(string dataDirectory, Func<string, string?> environment)
    {
        string? named = environment("ANCHORAGE_AGENT_COMMANDS_FILE");
        string path = named ?? Path.Combine(dataDirectory, "commands.json");
        if (named is null && !File.Exists(path))
        {
            return new CommandsOptions();
        }

        try
        {
            byte[] text = new FileInfo(path).Length <= MaxBytes ? File.ReadAllBytes(path) : throw new AgentOptionsException($"{path} has more than {MaxBytes} bytes.");
            CommandsFile file = JsonSerializer.Deserialize(text, CommandsFileJson.Default.CommandsFile) ?? throw new JsonException("it is null");
            return Check(path, file);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new AgentOptionsException($"{path} cannot be used: {e.Message}");
        }
    }

    private static CommandsOptions Check(string path, CommandsFile file)
    {
        CommandsOptions options = new() { Operations = file.Operations ?? new Dictionary<string, NamedOperation>(), Logs = file.Logs ?? new Dictionary<string, NamedLogSource>() };
        Demand(options.Operations.Count <= MaxEntries && options.Logs.Count <= MaxEntries, path, "it names more than 100 operations or logs");
        foreach ((string name, NamedOperation operation) in options.Operations)
        {
            Demand(NamePattern().IsMatch(name), path, $"'{name}' is no name of an operation: a-z 0-9 -, at most 40 characters, a letter first");
            Demand(operation is not null && StartCommand.Problem(operation.Command, operation.Directory) is null && !operation.Command![0].StartsWith('-'), path, $"operation '{name}' needs \"command\": [\"PROGRAM\", \"ARGUMENT\", ...]");
            Demand(operation!.TimeoutSeconds is null or (>= 1 and <= MaxSeconds), path, $"operation '{name}': timeoutSeconds is 1 to {MaxSeconds}");
        }

        foreach ((string name, NamedLogSource log) in options.Logs)
        {
            Demand(NamePattern().IsMatch(name) && name is not ("service" or "doh"), path, $"'{name}' is no name of a log: a-z 0-9 -, at most 40 characters, a letter first; 'service' and 'doh' are taken");
            Demand(log is not null && (log.File is null) != (log.Journal is null), path, $"log '{name}' needs either \"file\": \"/PATH\" or \"journal\": \"UNIT\"");
            Demand(log!.File is null || log.File.StartsWith('/'), path, $"log '{name}': the file is an absolute path in the instance");
            Demand(log.Journal is null || UnitPattern().IsMatch(log.Journal), path, $"log '{name}': the journal is the name of a unit, such as ssh.service");
        }

        return options;
    }

    private static void Demand(bool holds, string path, string problem)
    {
        if (!holds)
        {
            throw new AgentOptionsException($"{path} cannot be used: {problem}.");
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9@._:-]{0,199}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex UnitPattern();
}
