using System.Globalization;
using System.Threading.RateLimiting;
using Anchorage.Api.Errors;
using Anchorage.Api.Identity;
using Anchorage.Api.Terminals;
using Microsoft.Extensions.Options;

namespace Anchorage.Api;

/// <summary>Limits per address for routes that take passwords, where the limit per account is the grain's, and limits per user on the way to terminals.</summary>
internal static class RateLimits
{
    /// <summary>Policy of routes that check a password or a set-up token: 60 a minute.</summary>
    public const string Credentials = "credentials";

    /// <summary>Policy of tickets for terminals, per user.</summary>
    public const string TerminalTickets = "terminal-tickets";

    /// <summary>Policy of the terminal socket, per user, or per address of those who are not signed in.</summary>
    public const string TerminalSockets = "terminal-sockets";

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.AddPolicy(Credentials, context => RateLimitPartition.GetSlidingWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "local",
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 }));
        options.AddPolicy(TerminalTickets, context => PerMinute(context, static limits => limits.TicketsPerMinute));
        options.AddPolicy(TerminalSockets, context => PerMinute(context, static limits => limits.SocketsPerMinute));
        options.OnRejected = (rejected, _) =>
        {
            TimeSpan wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan after) ? after : TimeSpan.FromSeconds(10);
            return new ValueTask(Problem.WriteAsync(
                rejected.HttpContext,
                new AnchorageException(ErrorCodes.TooManyRequests, ("seconds", ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)))));
        };
    });

    /// <summary>A minute's worth may come at once, as it does when everything connects again; then one at a time.</summary>
    private static RateLimitPartition<string> PerMinute(HttpContext context, Func<TerminalLimitOptions, int> limit)
    {
        Caller caller = context.Caller();
        return RateLimitPartition.GetTokenBucketLimiter(caller.Kind == CallerKind.User ? caller.PrincipalId : caller.Origin, _ =>
        {
            int most = limit(context.RequestServices.GetRequiredService<IOptions<TerminalLimitOptions>>().Value);
            return new TokenBucketRateLimiterOptions
            {
                TokenLimit = most,
                TokensPerPeriod = Math.Max(1, most / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60d / most)),
                QueueLimit = 0,
            };
        });
    }
}
