namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>How loud an audit event is.</summary>
public enum AuditLevel
{
    /// <summary>An ordinary action.</summary>
    Info,

    /// <summary>Refused or suspicious.</summary>
    Warn,

    /// <summary>Failed.</summary>
    Error,
}
