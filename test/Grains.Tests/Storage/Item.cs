namespace Anchorage.Grains.Tests.Storage;

public sealed record Item
{
    public int Number { get; init; }

    public string? Text { get; init; }
}
