namespace Anchorage.Api.Events;

/// <summary>Places for server-sent events: 500 in all, 10 per address (inventory P24).</summary>
internal sealed class SseLimits
{
    private const int Total = 500;
    private const int PerAddress = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byAddress = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>Takes a place, given back by disposing; null when there is none.</summary>
    public IDisposable? TryEnter(string address)
    {
        lock (_lock)
        {
            int mine = _byAddress.GetValueOrDefault(address);
            if (_total >= Total || mine >= PerAddress)
            {
                return null;
            }

            _total++;
            _byAddress[address] = mine + 1;
        }

        return new Place(this, address);
    }

    private void Leave(string address)
    {
        lock (_lock)
        {
            _total--;
            if (--_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }

    private sealed class Place(SseLimits limits, string address) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                limits.Leave(address);
            }
        }
    }
}
