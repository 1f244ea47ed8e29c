using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[GenerateSerializer, Alias("Compliance.OwnException")]
public sealed class OwnException(string message, int code) : Exception(message)
{
    [Id(0)]
    public int Code { get; } = code;
}
