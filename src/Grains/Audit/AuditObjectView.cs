namespace Anchorage.Grains.Audit;

/// <summary>What was acted on.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name then.</param>
public sealed record AuditObjectView(string Kind, string? Id, string? Name);
