namespace Anchorage.NodeAgent.Git;

/// <summary>Changes of one repository, one after another. Somebody in a terminal may change it at the same time; git's own lock then says so.</summary>
internal sealed class RepositoryLocks
{
    private readonly Dictionary<string, (SemaphoreSlim Turn, int Users)> _turns = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Waits for the turn; disposing ends it.</summary>
    internal async Task<IDisposable> EnterAsync(string instanceId, string repository, CancellationToken cancellationToken)
    {
        string key = instanceId + ":" + repository;
        SemaphoreSlim turn;
        lock (_gate)
        {
            (turn, int users) = _turns.GetValueOrDefault(key, (new SemaphoreSlim(1), 0));
            _turns[key] = (turn, users + 1);
        }

        try
        {
            await turn.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key);
            throw;
        }

        return new Turn(() =>
        {
            turn.Release();
            Leave(key);
        });
    }

    private void Leave(string key)
    {
        lock (_gate)
        {
            (SemaphoreSlim turn, int users) = _turns[key];
            if (users == 1)
            {
                _turns.Remove(key);
                turn.Dispose();
            }
            else
            {
                _turns[key] = (turn, users - 1);
            }
        }
    }

    private sealed class Turn(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
