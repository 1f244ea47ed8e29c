using System.Globalization;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Terminals;

/// <summary>How often each user is attached to terminals through this process.</summary>
internal sealed class TerminalPlaces(IOptions<TerminalLimitOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byUser = new(StringComparer.Ordinal);

    /// <summary>Takes a place, given back by disposing.</summary>
    /// <exception cref="AnchorageException"><c>user_viewer_limit</c>.</exception>
    public IDisposable Enter(string userId)
    {
        int limit = options.Value.ViewersPerUser;
        lock (_lock)
        {
            int mine = _byUser.GetValueOrDefault(userId);
            if (mine >= limit)
            {
                throw new AnchorageException(ErrorCodes.UserViewerLimit, ("limit", limit.ToString(CultureInfo.InvariantCulture)));
            }

            _byUser[userId] = mine + 1;
        }

        return new Place(this, userId);
    }

    private void Leave(string userId)
    {
        lock (_lock)
        {
            if (--_byUser[userId] == 0)
            {
                _byUser.Remove(userId);
            }
        }
    }

    private sealed class Place(TerminalPlaces places, string userId) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                places.Leave(userId);
            }
        }
    }
}
