namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>Whether an account works.</summary>
public enum UserStatus
{
    /// <summary>May sign in.</summary>
    Active,

    /// <summary>Switched off by an administrator.</summary>
    Disabled,

    /// <summary>Its expiry has passed.</summary>
    Expired,

    /// <summary>Being removed with its instances.</summary>
    Deleting,
}
