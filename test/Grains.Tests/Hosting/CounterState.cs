namespace Anchorage.Grains.Tests.Hosting;

[GenerateSerializer, Alias("anchorage.tests.CounterState")]
public sealed class CounterState
{
    [Id(0)]
    public int Value { get; set; }

    [Id(1)]
    public string? Stream { get; set; }
}
