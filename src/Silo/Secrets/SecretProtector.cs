using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Anchorage.Grains;
using Anchorage.Grains.Abstractions.Errors;

namespace Anchorage.Silo.Secrets;

/// <summary>
/// Encrypts what must be kept but not read: tokens, proxy credentials. AES-256-GCM under a key that lies in a 0600 file outside the
/// database. The text is <c>s1.KEYID.BASE64URL(nonce, tag, ciphertext)</c>; it names its key, so keys can rotate. The purpose is bound
/// to the text: what was encrypted for one purpose does not open for another.
/// </summary>
public sealed class SecretProtector : ISecretProtector
{
    private const string Version = "s1";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly SecretKeyRing _keys;

    /// <summary>Uses the keys of a folder; the first key is made when it is needed.</summary>
    public SecretProtector(Data.DataFolder folder)
        : this(folder.KeysFolder)
    {
    }

    internal SecretProtector(string keysFolder) => _keys = new SecretKeyRing(keysFolder);

    /// <inheritdoc/>
    public string Protect(string purpose, string secret)
    {
        (string keyId, byte[] key) = _keys.Active();
        byte[] plain = Encoding.UTF8.GetBytes(secret);
        byte[] packed = new byte[NonceSize + TagSize + plain.Length];
        Span<byte> nonce = packed.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(key, TagSize);
        aes.Encrypt(nonce, plain, packed.AsSpan(NonceSize + TagSize), packed.AsSpan(NonceSize, TagSize), Bound(purpose, keyId));
        CryptographicOperations.ZeroMemory(plain);
        return $"{Version}.{keyId}.{Base64Url.EncodeToString(packed)}";
    }

    /// <inheritdoc/>
    public string Unprotect(string purpose, string text)
    {
        string[] parts = text.Split('.');
        if (parts.Length != 3 || parts[0] != Version || !SecretKeyRing.IsKeyId(parts[1]))
        {
            throw Unreadable("the text is not one that this installation encrypted");
        }

        byte[] key = _keys.Find(parts[1]) ?? throw Unreadable($"the key {parts[1]} is missing from the keys folder; restore it from a backup");
        try
        {
            byte[] packed = Base64Url.DecodeFromChars(parts[2]);
            byte[] plain = new byte[Math.Max(0, packed.Length - NonceSize - TagSize)];
            using AesGcm aes = new(key, TagSize);
            aes.Decrypt(
                packed.AsSpan(0, NonceSize),
                packed.AsSpan(NonceSize + TagSize),
                packed.AsSpan(NonceSize, TagSize),
                plain,
                Bound(purpose, parts[1]));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw Unreadable("the text was changed, or belongs to another purpose");
        }
    }

    /// <summary>Makes a new key, which <see cref="Protect"/> uses from now on. Older keys stay, so older texts still open.</summary>
    /// <returns>Id of the new key.</returns>
    public string Rotate() => _keys.Rotate();

    /// <summary>True when a text was encrypted under an older key and should be written anew.</summary>
    public bool IsStale(string text) => text.Split('.') is [Version, var keyId, _] && keyId != _keys.Active().Id;

    internal static AnchorageException Unreadable(string problem) => new(ErrorCodes.SecretUnreadable, ("problem", problem));

    private static byte[] Bound(string purpose, string keyId) => Encoding.UTF8.GetBytes($"{Version}\n{keyId}\n{purpose}");
}
