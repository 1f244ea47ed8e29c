namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>The rule by which something is permitted.</summary>
public enum AccessRule
{
    /// <summary>Anchorage itself, or the operator of its machine.</summary>
    System,

    /// <summary>Superadmins may everything.</summary>
    Superadmin,

    /// <summary>Owners may it with what is theirs.</summary>
    Owner,

    /// <summary>Everybody may see nodes that are shared.</summary>
    SharedNode,

    /// <summary>Every active account may it.</summary>
    Everybody,

    /// <summary>Administrators keep the house.</summary>
    Administrator,

    /// <summary>The owner shares it, with the account or with a group that it is in.</summary>
    Share,
}
