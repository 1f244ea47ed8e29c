using Anchorage.Grains.Abstractions.Audit;

namespace Anchorage.Grains.Audit;

/// <summary>Who acted.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name then.</param>
public sealed record AuditActorView(AuditActorKind Kind, string Id, string Name);
