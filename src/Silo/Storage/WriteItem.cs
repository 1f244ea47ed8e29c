namespace Anchorage.Silo.Storage;

/// <summary>One queued write. Its caller hears of it only after the commit.</summary>
internal abstract class WriteItem(CancellationToken cancellation)
{
    /// <summary>True when the caller gave up before the writer came to it.</summary>
    public bool IsAbandoned => cancellation.IsCancellationRequested;

    /// <summary>Runs the work inside the open transaction. Throws what the work throws.</summary>
    public abstract void Run(SqliteSession session);

    /// <summary>Tells the caller that the work is durable.</summary>
    public abstract void Succeed();

    /// <summary>Tells the caller that the work left no trace.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Tells the caller that the work was never begun.</summary>
    public abstract void Abandon();
}
