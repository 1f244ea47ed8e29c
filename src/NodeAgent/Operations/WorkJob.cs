namespace Anchorage.NodeAgent.Operations;

/// <summary>Accepted work on its way through the runner.</summary>
internal sealed class WorkJob(WorkRequest request, WorkEntry entry, IWorkAction action) : IDisposable
{
    public WorkRequest Request { get; } = request;

    public WorkEntry Entry { get; } = entry;

    public IWorkAction Action { get; } = action;

    /// <summary>Cancelled by CancelWork.</summary>
    public CancellationTokenSource Cancel { get; } = new();

    public void Dispose() => Cancel.Dispose();
}
