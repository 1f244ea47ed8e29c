namespace Anchorage.Grains.Tests.Storage;

/// <summary>A clock that stands until a test moves it. Its timers are the real ones.</summary>
public sealed class TestTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
