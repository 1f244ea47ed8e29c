namespace Anchorage.Grains.Tests.Simulation;

/// <summary>Ids that the seed decides. They go on over restarts, as real ones do not repeat either.</summary>
internal sealed class SeededIds(Random random) : IIdSource
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private int _count;

    public string NewId() => $"i{Text(9)}{++_count:D6}";

    public string NewSecret() => Text(43);

    public string NewPassword() => Text(20);

    public int Next(int limit) => random.Next(limit);

    private string Text(int length) => new([.. Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)])]);
}
