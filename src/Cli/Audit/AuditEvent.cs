using Anchorage.Cli.Http;

namespace Anchorage.Cli.Audit;

/// <summary>One line of the audit log.</summary>
internal sealed record AuditEvent(long Id, DateTimeOffset At, string? Level, string Action, ObjectRef? Actor, string? Origin, ObjectRef? Object, string? Outcome, string? ErrorCode);
