namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A delayed call on the event loop.</summary>
/// <param name="action">What to call.</param>
internal sealed class LoopTimer(Action action)
{
    private Action? _action = action;

    /// <summary>True until it ran or was cancelled.</summary>
    internal bool Pending => _action is not null;

    /// <summary>Takes the call back.</summary>
    internal void Cancel() => _action = null;

    /// <summary>Runs the call once.</summary>
    internal void Fire()
    {
        Action? due = _action;
        _action = null;
        due?.Invoke();
    }
}
