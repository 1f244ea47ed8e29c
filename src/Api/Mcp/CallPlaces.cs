using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Mcp;

/// <summary>How many calls of programs each user has under way in this process.</summary>
internal sealed class CallPlaces(IOptions<McpServerSettings> options)
{
    private readonly ConcurrentDictionary<string, int> _byUser = new(StringComparer.Ordinal);

    /// <summary>Takes a place.</summary>
    /// <exception cref="AnchorageException"><c>mcp_call_limit</c>.</exception>
    public void Enter(string userId)
    {
        int limit = options.Value.CallsPerUser;
        if (_byUser.AddOrUpdate(userId, 1, static (_, n) => n + 1) > limit)
        {
            Leave(userId);
            throw new AnchorageException(ErrorCodes.McpCallLimit, ("limit", limit.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Gives it back.</summary>
    public void Leave(string userId)
    {
        if (_byUser.AddOrUpdate(userId, 0, static (_, n) => n - 1) == 0)
        {
            _byUser.TryRemove(new KeyValuePair<string, int>(userId, 0));
        }
    }
}
