using System.Net.WebSockets;
using System.Text;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Terminals;

/// <summary>
/// Answers a stream with one JSON object. What fails within a moment refuses the stream; work that takes longer says each second that it goes on, as a <see cref="StreamNote"/>,
/// and ends when nobody hears it.
/// </summary>
internal static class LongAnswer
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Does the work and answers.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="stream">The stream.</param>
    /// <param name="work">The work; its token is cancelled when the other side is gone.</param>
    /// <param name="progress">How far it is, in words, or null.</param>
    /// <param name="cancellationToken">Cancelled when the agent stops.</param>
    internal static async Task ServeAsync<T>(IAgentStream stream, Func<CancellationToken, Task<T>> work, Func<string?> progress, CancellationToken cancellationToken)
    {
        using CancellationTokenSource unheard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> running = work(unheard.Token);
        if (!await WaitAsync(running, stream, progress, unheard, cancellationToken))
        {
            await JsonStream.AnswerAsync(stream, await running, cancellationToken);
            return;
        }

        try
        {
            await JsonStream.WriteAsync(stream, await running, cancellationToken);
        }
        catch (LinkRequestException e)
        {
            await stream.SayAsync(new StreamNote(new LinkError(e.Code, e.Message)), cancellationToken);
        }
    }

    /// <summary>Waits for the work, however it ends: what it holds is its own as long as it lasts, so nothing leaves before.</summary>
    /// <returns>True when the stream was accepted meanwhile.</returns>
    internal static async Task<bool> WaitAsync(Task work, IAgentStream stream, Func<string?> progress, CancellationTokenSource unheard, CancellationToken cancellationToken)
    {
        bool accepted = false;
        while (await Task.WhenAny(work, Task.Delay(Moment, TimeProvider.System, CancellationToken.None)) != work)
        {
            try
            {
                await (accepted ? stream.SayAsync(new StreamNote(Progress: progress()), cancellationToken) : stream.AcceptAsync(cancellationToken));
                accepted = true;
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or WebSocketException or InvalidOperationException)
            {
                await unheard.CancelAsync();
            }
        }

        return accepted;
    }
}
