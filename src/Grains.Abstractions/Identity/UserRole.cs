namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>What an account may do at large.</summary>
public enum UserRole
{
    /// <summary>Own objects.</summary>
    User,

    /// <summary>Accounts, shared nodes and the state of all instances; never their content.</summary>
    Admin,

    /// <summary>Everything, audited.</summary>
    Superadmin,
}
