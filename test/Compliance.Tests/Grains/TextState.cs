using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[GenerateSerializer, Alias("Compliance.TextState")]
public sealed class TextState
{
    [Id(0)]
    public string Text { get; set; } = "";
}
