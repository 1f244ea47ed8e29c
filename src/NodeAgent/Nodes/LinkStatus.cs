namespace Anchorage.NodeAgent.Nodes;

/// <summary>What the agent's link is doing; read by the status command and by tests.</summary>
internal sealed class LinkStatus
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The state.</summary>
    public LinkState State { get; private set; }

    /// <summary>Why the link is not up, for people; null while it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Connects tried since the link was up.</summary>
    public int Attempts { get; private set; }

    /// <summary>How often a server has accepted this agent.</summary>
    public int Welcomes { get; private set; }

    /// <summary>Completes at the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Sets the state.</summary>
    public void Set(LinkState state, string? problem = null)
    {
        lock (_gate)
        {
            State = state;
            Problem = state == LinkState.Authenticated ? null : problem ?? Problem;
            Attempts = state switch
            {
                LinkState.Authenticated => 0,
                LinkState.Connecting or LinkState.Reconnecting => Attempts + 1,
                _ => Attempts,
            };
            Welcomes += state == LinkState.Authenticated ? 1 : 0;
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
