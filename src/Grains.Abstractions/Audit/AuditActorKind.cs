namespace Anchorage.Grains.Abstractions.Audit;

/// <summary>What acted.</summary>
public enum AuditActorKind
{
    /// <summary>Anchorage itself.</summary>
    System,

    /// <summary>An administrator, or the operator at the machine.</summary>
    Admin,

    /// <summary>A user on their own behalf; also somebody who has not signed in.</summary>
    User,

    /// <summary>A NodeAgent.</summary>
    Agent,
}
