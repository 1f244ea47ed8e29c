namespace Anchorage.Silo.Storage;

/// <summary>One queued write with a result.</summary>
internal sealed class WriteItem<T>(Func<SqliteSession, T> work, CancellationToken cancellation) : WriteItem(cancellation)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _cancellation = cancellation;
    private T? _result;

    /// <summary>Ends after the commit.</summary>
    public Task<T> Completion => _completion.Task;

    public override void Run(SqliteSession session) => _result = work(session);

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);

    public override void Abandon() => _completion.TrySetCanceled(_cancellation);
}
