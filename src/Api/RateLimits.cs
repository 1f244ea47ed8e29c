using System.Globalization;
using System.Threading.RateLimiting;
using Anchorage.Api.Errors;

namespace Anchorage.Api;

/// <summary>Limits per address for routes that take passwords; the limit per account is the grain's.</summary>
internal static class RateLimits
{
    /// <summary>Policy of routes that check a password or a set-up token: 60 a minute.</summary>
    public const string Credentials = "credentials";

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(Credentials, context => RateLimitPartition.GetSlidingWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "local",
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 }));
        options.OnRejected = (rejected, _) =>
        {
            TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? after : TimeSpan.FromSeconds(10);
            return new ValueTask(Problem.WriteAsync(
                rejected.HttpContext,
                new AnchorageException(ErrorCodes.TooManyRequests, ("seconds", ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)))));
        };
    });
}
