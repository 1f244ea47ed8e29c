using System.Buffers.Text;
using System.Security.Cryptography;

namespace Anchorage.Grains;

/// <summary>Ids and secrets from the system's random generator.</summary>
public sealed class CryptoIdSource : IIdSource
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const string Readable = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <inheritdoc/>
    public string NewId() => RandomNumberGenerator.GetString(Letters, 1) + RandomNumberGenerator.GetString(Base32, 15);

    /// <inheritdoc/>
    public string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <inheritdoc/>
    public string NewPassword() => RandomNumberGenerator.GetString(Readable, 20);

    /// <inheritdoc/>
    public int Next(int limit) => RandomNumberGenerator.GetInt32(limit);
}
