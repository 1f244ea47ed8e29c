using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Instances;
using Anchorage.Cli.Tunnels;

namespace Anchorage.Cli.Terminals;

/// <summary>Finds terminals and their viewers by id or name.</summary>
internal static class TerminalLookup
{
    private const string NotFound = "terminal_not_found";

    /// <summary>One of one's own by its id or name, or any by its id.</summary>
    public static async Task<ApiAnswer<TerminalInfo>> FindAsync(ApiClient api, string? text, CancellationToken cancel)
    {
        var wanted = Text("terminal", text);
        var own = await api.ListAsync("/api/terminals", 100_000, ApiJson.Default.TerminalInfo, cancel);
        if (own.Any(t => t.Value.Id == wanted || t.Value.Name == wanted) || !wanted.All(char.IsAsciiLetterOrDigit))
        {
            return Names.Pick("terminal", wanted, own, t => t.Id, t => t.Name, NotFound);
        }

        return await api.GetAsync(Path(wanted), ApiJson.Default.TerminalInfo, cancel);
    }

    /// <summary>As <see cref="FindAsync"/>, or the only terminal of an instance.</summary>
    /// <exception cref="CliException">There is none, or the instance has several.</exception>
    public static async Task<TerminalInfo> FindOrOnlyAsync(ApiClient api, string? text, CancellationToken cancel)
    {
        if (await TryFindAsync(api, text, cancel) is { } found)
        {
            return found;
        }

        var terminals = await api.ListAsync(Query.Append("/api/terminals", ("instanceId", text)), 1000, ApiJson.Default.TerminalInfo, cancel);
        var open = terminals.Where(t => t.Value.State == "open").ToArray();
        var chosen = open.Length > 0 ? open : [.. terminals];
        return chosen.Length switch
        {
            1 => chosen[0].Value,
            0 => throw new CliException(NotFound, $"The instance {text} has no terminal.", $"Open one: anchorage terminals open {text}", ExitCodes.Config),
            _ => throw CliException.Usage($"The instance {text} has {chosen.Length} terminals.", $"Use an id: {string.Join(", ", chosen.Select(t => t.Value.Id))}"),
        };
    }

    /// <summary>As <see cref="FindAsync"/>, or the open terminal of a running instance that was used last.</summary>
    /// <returns>The terminal, null where the instance has none; and the instance, where one was meant.</returns>
    public static async Task<(TerminalInfo? Terminal, string? InstanceId)> FindOrLatestAsync(ApiClient api, string? text, CancellationToken cancel)
    {
        if (await TryFindAsync(api, text, cancel) is { } found)
        {
            return (found, null);
        }

        var instance = TunnelRoutes.RequireRunning((await InstanceRoutes.GetAsync(api, text, cancel)).Value);
        var terminals = await api.ListAsync(Query.Append("/api/terminals", ("instanceId", instance.Id)), 1000, ApiJson.Default.TerminalInfo, cancel);
        return (terminals.Select(t => t.Value).Where(t => t.State == "open").MaxBy(t => t.LastActivityAt), instance.Id);
    }

    /// <summary>As <see cref="FindAsync"/>; null where no terminal is called so, but an instance may be.</summary>
    private static async Task<TerminalInfo?> TryFindAsync(ApiClient api, string? text, CancellationToken cancel)
    {
        try
        {
            return (await FindAsync(api, text, cancel)).Value;
        }
        catch (CliException failure) when (failure.Code == NotFound && text!.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return null;
        }
    }

    /// <summary>A viewer by its id, or by the name of a person who is attached once.</summary>
    public static ViewerInfo Viewer(TerminalInfo terminal, string? text)
    {
        var wanted = Text("viewer", text);
        var viewers = terminal.Viewers ?? [];
        var found = viewers.Where(v => v.Id == wanted).ToArray();
        found = found.Length > 0 ? found : [.. viewers.Where(v => v.Name == wanted)];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new CliException("viewer_not_found", $"Nobody is attached to {terminal.Label} as \"{wanted}\".", $"See who is: anchorage terminals show {terminal.Id}", ExitCodes.Config),
            _ => throw CliException.Usage($"{wanted} is attached {found.Length} times.", $"Use an id: {string.Join(", ", found.Select(v => v.Id))}"),
        };
    }

    public static string Path(string id) => $"/api/terminals/{Uri.EscapeDataString(id)}";

    public static string ViewerPath(TerminalInfo terminal, ViewerInfo viewer) => $"{Path(terminal.Id)}/viewers/{Uri.EscapeDataString(viewer.Id)}";

    private static string Text(string what, string? text) =>
        text is { Length: >= 1 and <= 128 } && text[0] != '-' ? text : throw CliException.Usage($"The {what} \"{text}\" is not a name or an id.");
}
