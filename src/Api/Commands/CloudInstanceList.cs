using System.Collections.Immutable;

namespace Anchorage.Api.Commands;

internal sealed record CloudInstanceList(bool Success, ImmutableArray<CloudInstance> Instances, CloudStats Stats);
