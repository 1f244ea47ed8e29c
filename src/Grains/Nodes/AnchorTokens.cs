using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Anchorage.Grains.Nodes;

/// <summary>The form of anchor tokens: a JSON Web Token (RFC 7519) signed with HMAC SHA-256. One form is made and no other is read, so no header of a stranger chooses how it is checked.</summary>
internal static class AnchorTokens
{
    /// <summary>Size of the signing key in bytes.</summary>
    public const int KeySize = 32;

    private const string Audience = "anchor";
    private static readonly string Header = Encode("""{"alg":"HS256","typ":"JWT"}"""u8);

    /// <summary>True for a text that begins as every token of ours does; other credentials have other forms.</summary>
    public static bool IsOurs(string text) => text.StartsWith(Header + ".", StringComparison.Ordinal);

    /// <summary>Makes a token.</summary>
    /// <param name="key">The signing key.</param>
    /// <param name="id">Its id.</param>
    /// <param name="ownerId">Who will own the machine.</param>
    /// <param name="pin">Fingerprint of the server's key, or null.</param>
    /// <param name="issuedAt">Now.</param>
    /// <param name="expiresAt">Its end.</param>
    public static string Write(byte[] key, string id, string ownerId, string? pin, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
    {
        string payload = Encode(JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["aud"] = Audience,
                ["sub"] = ownerId,
                ["jti"] = id,
                ["iat"] = issuedAt.ToUnixTimeSeconds(),
                ["exp"] = expiresAt.ToUnixTimeSeconds(),
                ["pin"] = pin,
            }));
        return $"{Header}.{payload}.{Encode(Sign(key, $"{Header}.{payload}"))}";
    }

    /// <summary>The id of a token that this installation signed; null for any other text.</summary>
    public static string? Read(byte[] key, string token)
    {
        string[] parts = token.Split('.');
        if (parts.Length != 3 || parts[0] != Header)
        {
            return null;
        }

        try
        {
            if (!CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(parts[2]), Sign(key, $"{parts[0]}.{parts[1]}")))
            {
                return null;
            }

            using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return payload.RootElement.GetProperty("aud").ValueEquals(Audience) ? payload.RootElement.GetProperty("jti").GetString() : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text));

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
