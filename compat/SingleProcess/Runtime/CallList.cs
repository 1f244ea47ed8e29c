namespace Anchorage.SingleProcess.Runtime;

// One stripe of the calls that wait for an answer.
internal sealed class CallList
{
    private readonly Lock _lock = new();
    private Call? _first;

    public void Add(Call call)
    {
        lock (_lock)
        {
            call.List = this;
            call.Next = _first;
            if (_first is not null)
            {
                _first.Previous = call;
            }

            _first = call;
        }
    }

    public void Remove(Call call)
    {
        lock (_lock)
        {
            if (call.Previous is { } previous)
            {
                previous.Next = call.Next;
            }
            else if (ReferenceEquals(_first, call))
            {
                _first = call.Next;
            }
            else
            {
                return;
            }

            if (call.Next is { } next)
            {
                next.Previous = call.Previous;
            }

            call.Previous = call.Next = null;
        }
    }

    // Adds the calls whose deadline has passed to the list; false when none is waiting.
    public bool CollectExpired(long now, List<Call> expired)
    {
        lock (_lock)
        {
            for (Call? call = _first; call is not null; call = call.Next)
            {
                if (call.Deadline <= now)
                {
                    expired.Add(call);
                }
            }

            return _first is not null;
        }
    }
}
