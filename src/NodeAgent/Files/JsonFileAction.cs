using System.Text.Json;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Files;

/// <summary>An action that is answered with one record, by <see cref="LongAnswer"/>.</summary>
/// <typeparam name="TArguments">Its arguments.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
internal abstract class JsonFileAction<TArguments, TAnswer>(string action) : IFileAction
{
    /// <inheritdoc/>
    public string Action => action;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        TArguments request;
        try
        {
            request = ProtocolJson.Read<TArguments>(arguments);
        }
        catch (JsonException)
        {
            throw new LinkRequestException(FileErrors.InvalidRequest, $"The arguments of '{action}' are not valid.");
        }

        await LongAnswer.ServeAsync(stream, token => DoAsync(root, request, token), () => null, cancellationToken);
    }

    /// <summary>Does it.</summary>
    protected abstract Task<TAnswer> DoAsync(FileRoot root, TArguments request, CancellationToken cancellationToken);
}
