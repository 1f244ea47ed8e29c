using System.Text.Json;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Git;

/// <summary>An action that is answered with one record.</summary>
/// <typeparam name="TArguments">Its arguments.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
internal abstract class GitAction<TArguments, TAnswer>(string action) : IGitAction
{
    /// <inheritdoc/>
    public string Action => action;

    /// <inheritdoc/>
    public async Task ServeAsync(string instanceId, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        TArguments request;
        try
        {
            request = ProtocolJson.Read<TArguments>(arguments);
        }
        catch (JsonException)
        {
            throw new LinkRequestException(GitErrors.InvalidRequest, $"The arguments of '{action}' are not valid.");
        }

        ProgressLine progress = new();
        await LongAnswer.ServeAsync(stream, token => DoAsync(instanceId, request, progress, token), () => progress.Text, cancellationToken);
    }

    /// <summary>Does it.</summary>
    protected abstract Task<TAnswer> DoAsync(string instanceId, TArguments request, ProgressLine progress, CancellationToken cancellationToken);

    /// <summary>The folder of a repository.</summary>
    protected static FilePath Folder(string? repo) => string.IsNullOrEmpty(repo) ? throw GitValues.Invalid("repo", "is missing") : FilePath.Parse(repo);
}
