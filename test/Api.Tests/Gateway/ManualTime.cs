namespace Anchorage.Api.Tests.Gateway;

/// <summary>A clock that a test moves; timers stay those of the system.</summary>
internal sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
