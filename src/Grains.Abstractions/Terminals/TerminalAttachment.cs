using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>What a redeemed ticket permits.</summary>
/// <param name="Grant">The stream to the node.</param>
/// <param name="Caller">Whose ticket it was, for re-checks while attached.</param>
/// <param name="Instance">The instance, for re-checks.</param>
/// <param name="ViewerId">Names this attach.</param>
/// <param name="TypePermission">The permission that typing takes.</param>
[GenerateSerializer, Immutable, Alias("anchorage.TerminalAttachment")]
public sealed record TerminalAttachment(
    [property: Id(0)] StreamGrant Grant,
    [property: Id(1)] Caller Caller,
    [property: Id(2)] InstanceAccess Instance,
    [property: Id(3)] string ViewerId,
    [property: Id(4)] string TypePermission);
