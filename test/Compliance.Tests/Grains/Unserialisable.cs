namespace Anchorage.Compliance.Tests.Grains;

/// <summary>A class without [GenerateSerializer].</summary>
public sealed class Unserialisable
{
    public string Name { get; set; } = "";
}
