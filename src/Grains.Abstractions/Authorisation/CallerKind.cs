namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>What a <see cref="Caller"/> is.</summary>
public enum CallerKind
{
    /// <summary>A signed-in user with a session or an API token.</summary>
    User,

    /// <summary>The operator of this machine, through <c>admin.sock</c>: acts as a superadmin.</summary>
    LocalAdmin,

    /// <summary>Anchorage itself: the scheduler, the reconciler.</summary>
    System,

    /// <summary>Nobody yet: sign-in, sign-up, set-up.</summary>
    Anonymous,
}
