using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>Has a terminal alone (inventory P26): all others watch at once and are told by whom; after 3 s they are detached.</summary>
internal sealed class TakeOver(ApiClient api, TerminalInfo terminal, TimeProvider time)
{
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(3);

    private string? _viewer;
    private DateTimeOffset? _due;

    /// <summary>Makes the others watch. Once: what comes later is another's decision.</summary>
    /// <param name="viewer">The id of this attach.</param>
    /// <param name="cancel">Ends it.</param>
    public async ValueTask BeginAsync(string viewer, CancellationToken cancel)
    {
        var isFirst = _viewer is null;
        _viewer = viewer;
        if (!isFirst)
        {
            return;
        }

        _due = time.GetUtcNow() + Notice;
        var now = (await api.PostAsync(TerminalLookup.Path(terminal.Id) + "/take-over", ApiJson.Default.TerminalInfo, cancel)).Value;
        foreach (var other in Others(now).Where(other => other.Role == "type"))
        {
            // Another window of one's own: whoever takes over goes on typing, in all windows.
            await IgnoreGoneAsync(api.PutAsync(TerminalLookup.ViewerPath(terminal, other), new ViewerRole("watch"), ApiJson.Default.ViewerRole, ApiJson.Default.TerminalInfo, cancel));
        }
    }

    /// <summary>Detaches the others when it is time.</summary>
    public async ValueTask TickAsync(CancellationToken cancel)
    {
        if (_due is not { } due || time.GetUtcNow() < due)
        {
            return;
        }

        _due = null;
        var now = (await api.GetAsync(TerminalLookup.Path(terminal.Id), ApiJson.Default.TerminalInfo, cancel)).Value;
        foreach (var other in Others(now))
        {
            await IgnoreGoneAsync(api.SendAsync(HttpMethod.Delete, TerminalLookup.ViewerPath(terminal, other), cancel));
        }
    }

    private IEnumerable<ViewerInfo> Others(TerminalInfo now) => (now.Viewers ?? []).Where(viewer => viewer.Id != _viewer);

    private static async Task IgnoreGoneAsync(Task change)
    {
        try
        {
            await change;
        }
        catch (CliException failure) when (failure.Code == "viewer_not_found")
        {
            // It left by itself meanwhile.
        }
    }
}
