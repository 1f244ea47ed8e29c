namespace Anchorage.Grains.Tests.Hosting;

[GenerateSerializer, Immutable, Alias("anchorage.tests.CounterEvent")]
public sealed record CounterEvent([property: Id(0)] int Number);
