using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Processes;

namespace Anchorage.Cli.Nodes.Anchoring;

/// <summary>The agent program of this machine, for its short commands.</summary>
/// <param name="environment">Where it runs.</param>
/// <param name="data">The agent's data folder; null for its default.</param>
internal sealed class AgentProgram(CliEnvironment environment, string? data)
{
    private const int Unreachable = 69;
    private const int Refused = 77;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _file = CompanionProgram.Find(environment, "Anchorage.NodeAgent", "agent", "ANCHORAGE_AGENT_PATH");

    /// <summary>Who this machine is.</summary>
    public async Task<AnchorStatus> ReadAsync(CancellationToken cancel) => Parse(await RunAsync(["identity"], null, cancel));

    /// <summary>Exchanges an anchor token for an identity. The token goes over standard input: nobody else on the machine sees it.</summary>
    public async Task<AnchorStatus> EnrollAsync(string server, string token, CancellationToken cancel) => Parse(await RunAsync(["enroll", "--server", server], token + "\n", cancel));

    /// <summary>Removes the identity.</summary>
    /// <returns>Whether the server has taken note.</returns>
    public async Task<bool> ForgetAsync(CancellationToken cancel) => (await RunAsync(["forget"], null, cancel)).Trim() == "told";

    private async Task<string> RunAsync(IReadOnlyList<string> words, string? input, CancellationToken cancel)
    {
        ProgramResult result = await environment.Programs.RunAsync(_file, data is null ? words : [.. words, "--data", data], Limit, cancel, input);
        string problem = result.Error.Trim();
        return result.ExitCode switch
        {
            0 => result.Output,
            Unreachable => throw new CliException("server_unreachable", problem, "Check the address and the way to it, and try again.", ExitCodes.Network),
            Refused => throw new CliException("anchor_refused", problem, "Anchor again with a new token.", ExitCodes.Auth),
            _ => throw new CliException("agent_failed", problem.Length > 0 ? problem : $"The agent program ended with {result.ExitCode}.", "Run this command as the account of the agent, as a rule root.", ExitCodes.Config),
        };
    }

    private static AnchorStatus Parse(string json) => JsonSerializer.Deserialize(json, ApiJson.Default.AnchorStatus) ?? throw new JsonException("null");
}
