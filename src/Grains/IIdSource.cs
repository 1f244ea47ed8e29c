namespace Anchorage.Grains;

/// <summary>Makes ids and secrets. Injected, so that a simulation can repeat them.</summary>
public interface IIdSource
{
    /// <summary>A new id: 16 characters of a-z and 2-7, 80 random bits, beginning with a letter.</summary>
    string NewId();

    /// <summary>A new secret: 43 characters of base64url, 256 random bits.</summary>
    string NewSecret();

    /// <summary>A new readable password: 20 characters without look-alikes, more than 110 random bits.</summary>
    string NewPassword();

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    int Next(int limit);
}
