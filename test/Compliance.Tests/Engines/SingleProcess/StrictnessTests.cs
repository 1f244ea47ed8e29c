using Anchorage.Compliance.Tests.Grains;
using Anchorage.Compliance.Tests.Support;
using Orleans.Serialization;

namespace Anchorage.Compliance.Tests;

/// <summary>
/// Where the stand-in is as strict as Microsoft Orleans is between two processes, while one silo of Microsoft Orleans is not.
/// </summary>
public sealed class StrictnessTests(TestSilo silo) : IClassFixture<TestSilo>
{
    [Fact]
    public async Task An_exception_without_a_serialiser_arrives_as_another()
    {
        IBasicGrain grain = silo.Client.GetGrain<IBasicGrain>(Keys.New());

        (await Should.ThrowAsync<CodecNotFoundException>(() => grain.ThrowAsync("unknown"))).Message.ShouldContain(nameof(UnknownException));
    }
}
