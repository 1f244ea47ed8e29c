using Anchorage.Api.Identity;
using Microsoft.AspNetCore.SignalR;

namespace Anchorage.Api.Events;

/// <summary>The hub of the dashboard, <c>/hubs/cloud</c>. After connecting the client calls <see cref="Resume"/>; events come as the client method <c>event</c>.</summary>
internal sealed partial class CloudHub(EventPump pump, IHubContext<CloudHub> hub, ILogger<CloudHub> logger) : Hub
{
    private const string PumpKey = "pump";

    /// <summary>Begins the flow of events. When this returns, nothing that happens later is missed.</summary>
    /// <param name="lastNumber">Number of the last event that the client has; null or 0 for none.</param>
    public async Task Resume(long? lastNumber)
    {
        if (Context.Items.ContainsKey(PumpKey))
        {
            return;
        }

        Caller caller = Context.GetHttpContext()!.Caller();
        HubCallerContext context = Context;
        IClientProxy client = hub.Clients.Client(Context.ConnectionId);
        TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task pumping = PumpAsync(caller, lastNumber, joined, client, context);
        Context.Items[PumpKey] = pumping;
        await Task.WhenAny(joined.Task, pumping);
    }

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        // Nobody stays connected without an account; the pump checks again every second.
        if (Context.GetHttpContext()?.Caller() is not { Kind: CallerKind.User })
        {
            Context.Abort();
        }

        return Task.CompletedTask;
    }

    private async Task PumpAsync(Caller caller, long? lastNumber, TaskCompletionSource joined, IClientProxy client, HubCallerContext context)
    {
        // The call that began it ends soon; the flow goes on until the client leaves or loses its rights.
        await Task.Yield();
        try
        {
            Func<Caller, long?, Func<Task>, Func<EventEnvelope, CancellationToken, Task>, CancellationToken, Task> run =
                context.GetHttpContext() is { } http && EventEndpoints.WantsCloud(http) ? pump.RunCloudAsync : pump.RunAsync;
            await run(
                caller,
                lastNumber is > 0 ? lastNumber : null,
                () =>
                {
                    joined.SetResult();
                    return Task.CompletedTask;
                },
                (e, token) => client.SendAsync("event", e, token),
                context.ConnectionAborted);
        }
        catch (OperationCanceledException)
        {
            // The client left.
        }
        catch (Exception exception)
        {
            LogBroken(exception, caller.Name);
        }
        finally
        {
            context.Abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The events of {User} broke off; the client connects again.")]
    private partial void LogBroken(Exception exception, string user);
}
