namespace Anchorage.Grains.Abstractions.Identity;

/// <summary>How a caller proved who they are.</summary>
public enum CredentialKind
{
    /// <summary>A browser session.</summary>
    Session,

    /// <summary>An API token.</summary>
    Token,
}
