using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Files.Searching;

/// <summary>Looks for files by name and by content, and says what it found as it goes.</summary>
internal sealed class SearchAction(FilesOptions options, TimeProvider time) : IFileAction, IDisposable
{
    private const int MaxLimit = 10_000;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    // The threads are shared with those who list and read: searches get a part of them.
    private readonly SemaphoreSlim _places = new(options.Searches, options.Searches);

    /// <inheritdoc/>
    public string Action => FileActions.Search;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        SearchFiles request = ProtocolJson.Read<SearchFiles>(arguments);
        if (request.Limit is < 1 or > MaxLimit || (request.Name is null && request.Text is null) || request.Name is { Length: 0 or > 255 })
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"A search names a name of 1 to 255 characters or a text, and 1 to {MaxLimit} results.");
        }

        FilePath path = root.PathOf(request.Path);
        if (!await _places.WaitAsync(TimeSpan.Zero, CancellationToken.None))
        {
            throw new LinkRequestException(FileErrors.AgentBusy, "The node searches as much as it may. Try again in a moment.");
        }

        try
        {
            using SearchWalk walk = await root.RunAsync(tree => new SearchWalk(tree, path, request, options, time));
            await stream.AcceptAsync(cancellationToken);
            long said = time.GetTimestamp();
            while (walk.End is null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                List<SearchHit> found = await root.RunAsync(_ => walk.Step());
                if (found.Count > 0 || time.GetElapsedTime(said) > Silence)
                {
                    said = time.GetTimestamp();
                    await SayAsync(stream, new SearchNote(found.Count > 0 ? found : null), cancellationToken);
                }
            }

            await SayAsync(stream, new SearchNote(End: walk.End), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private static async ValueTask SayAsync(IAgentStream stream, SearchNote note, CancellationToken cancellationToken)
    {
        // A frame has a limit: hits with long paths go in several.
        const int most = 5;
        for (int at = 0; note.Hits is { Count: > most } hits && at < hits.Count; at += most)
        {
            await SayAsync(stream, new SearchNote([.. hits.Skip(at).Take(most)]), cancellationToken);
        }

        if (note.Hits is not { Count: > most })
        {
            await stream.SayAsync(note, cancellationToken);
        }
    }
}
