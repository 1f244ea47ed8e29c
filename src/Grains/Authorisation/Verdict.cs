namespace Anchorage.Grains.Authorisation;

/// <summary>A decision of <see cref="AccessRules"/>.</summary>
/// <param name="Allowed">Whether it is permitted.</param>
/// <param name="Code">Why not: a code of the error registry; null when permitted.</param>
public readonly record struct Verdict(bool Allowed, string? Code)
{
    /// <summary>Permitted.</summary>
    public static readonly Verdict Permitted = new(true, null);

    /// <summary>Refused with a code.</summary>
    public static Verdict Refused(string code) => new(false, code);
}
