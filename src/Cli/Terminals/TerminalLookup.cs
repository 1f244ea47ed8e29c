using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals;

/// <summary>The terminal that a user means: by its id, or the only one of an instance.</summary>
internal static class TerminalLookup
{
    private const int Most = 1000;

    /// <summary>The path of the terminal.</summary>
    /// <exception cref="CliException">There is none, or the instance has several.</exception>
    public static async Task<string> PathAsync(ApiClient api, string? text, CancellationToken cancel)
    {
        var name = Names.Check("terminal", text);
        try
        {
            return Of((await api.GetAsync(Of(name), ApiJson.Default.TerminalInfo, cancel)).Value.Id);
        }
        catch (CliException failure) when (failure.Code == "terminal_not_found")
        {
            // No terminal is called so; an instance may be.
        }

        var terminals = await api.ListAsync(Query.Append("/api/terminals", ("instanceId", name)), Most, ApiJson.Default.TerminalInfo, cancel);
        var open = terminals.Where(t => t.Value.State == "open").ToArray();
        var chosen = open.Length > 0 ? open : [.. terminals];
        return chosen.Length switch
        {
            1 => Of(chosen[0].Value.Id),
            0 => throw new CliException("terminal_not_found", $"The instance {name} has no terminal.", null, ExitCodes.Config),
            _ => throw CliException.Usage($"The instance {name} has {chosen.Length} terminals.", $"Use an id: {string.Join(", ", chosen.Select(t => t.Value.Id))}"),
        };
    }

    private static string Of(string id) => $"/api/terminals/{Uri.EscapeDataString(id)}";
}
