using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Microsoft.Extensions.Logging;

namespace Anchorage.NodeAgent.Operations;

/// <summary>Sends outcomes to the server until it has answered, oldest first, again after every reconnect.</summary>
internal sealed partial class CompletionSender(IControlLink link, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>There is something to send, or reason to try again.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    /// <summary>Sends until cancelled.</summary>
    public async Task RunAsync(Journal journal, CancellationToken cancellationToken)
    {
        Task OnConnected(CancellationToken token)
        {
            Wake();
            return Task.CompletedTask;
        }

        link.Connected += OnConnected;
        var pause = FirstRetry;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var sentAll = await SendAllAsync(journal, cancellationToken);
                pause = sentAll ? FirstRetry : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LastRetry.Ticks));
                await _wake.WaitAsync(sentAll ? LastRetry : pause, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops; what was not answered is sent after the next start.
        }
        finally
        {
            link.Connected -= OnConnected;
        }
    }

    private async Task<bool> SendAllAsync(Journal journal, CancellationToken cancellationToken)
    {
        var all = true;
        foreach (var result in journal.Read(book => book.Open.Select(e => e.Result).OfType<Protocol.Operations.WorkCompleted>().ToArray()))
        {
            try
            {
                using var deadline = new CancellationTokenSource(AnswerDeadline, time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
                await link.RequestAsync(MessageTypes.OperationCompleted, result, both.Token);
                journal.Append(new JournalRecord("acknowledged", result.OperationId), durable: false);
            }
            catch (LinkRequestException e) when (e.Code != "link_down")
            {
                LogRefused(result.OperationId, e.Code);
                all = false;
            }
            catch (Exception e) when (e is LinkRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                return false;
            }
        }

        return all;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The server did not take the outcome of operation {OperationId}: {Code}; it is sent again later")]
    private partial void LogRefused(string operationId, string code);
}
