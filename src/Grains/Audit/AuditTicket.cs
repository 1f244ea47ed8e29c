using Anchorage.Grains.Abstractions.Audit;

namespace Anchorage.Grains.Audit;

/// <summary>A written intent that waits for its outcome.</summary>
/// <param name="Id">Number of the row; 0 when it could not be written.</param>
/// <param name="Intent">What was written.</param>
/// <param name="Began">When the action began.</param>
public sealed record AuditTicket(long Id, AuditIntent Intent, DateTimeOffset Began);
