using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Files;

/// <summary>An action that is answered with one record. One that takes longer than a moment says each second that it still works, and ends when nobody hears it.</summary>
/// <typeparam name="TArguments">Its arguments.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
internal abstract class JsonFileAction<TArguments, TAnswer>(string action) : IFileAction
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly byte[] Working = "{}"u8.ToArray();

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

        using CancellationTokenSource unheard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<TAnswer> work = DoAsync(root, request, unheard.Token);
        if (!await WaitAsync(work, stream, unheard, cancellationToken))
        {
            await JsonStream.AnswerAsync(stream, await work, cancellationToken);
            return;
        }

        try
        {
            await JsonStream.WriteAsync(stream, await work, cancellationToken);
        }
        catch (LinkRequestException e)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(ProtocolJson.Write(new FileResult(null, new LinkError(e.Code, e.Message)))), text: true, cancellationToken);
        }
    }

    /// <summary>Does it.</summary>
    protected abstract Task<TAnswer> DoAsync(FileRoot root, TArguments request, CancellationToken cancellationToken);

    /// <summary>Waits for the work, however it ends. The root is the work's as long as it lasts, so nothing leaves before.</summary>
    /// <returns>True when the stream was accepted meanwhile.</returns>
    private static async Task<bool> WaitAsync(Task<TAnswer> work, IAgentStream stream, CancellationTokenSource unheard, CancellationToken cancellationToken)
    {
        bool accepted = false;
        while (await Task.WhenAny(work, Task.Delay(Moment, TimeProvider.System, CancellationToken.None)) != work)
        {
            try
            {
                await (accepted ? stream.WriteAsync(Working, text: true, cancellationToken) : stream.AcceptAsync(cancellationToken));
                accepted = true;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException or InvalidOperationException)
            {
                await unheard.CancelAsync();
            }
        }

        return accepted;
    }
}
