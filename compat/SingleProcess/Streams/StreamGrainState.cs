using Orleans;

namespace Anchorage.SingleProcess.Streams;

[GenerateSerializer]
internal sealed class StreamGrainState
{
    /// <summary>Handle and grain id of each subscription.</summary>
    [Id(0)]
    public Dictionary<Guid, string> Subscribers { get; set; } = [];
}
