namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>How an action ended.</summary>
public enum AuditResult
{
    /// <summary>Begun; no outcome yet.</summary>
    Pending,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Not permitted, or refused by a rule.</summary>
    Refused,

    /// <summary>Tried, and went wrong.</summary>
    Failed,

    /// <summary>The server stopped before the outcome was known.</summary>
    Interrupted,
}
