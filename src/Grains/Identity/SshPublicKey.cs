using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Anchorage.Grains.Identity;

/// <summary>A checked public key in OpenSSH's one-line form (RFC 4253 section 6.6): type and base64, without options and comment.</summary>
/// <param name="Type">Key type.</param>
/// <param name="Blob">Base64 of the key.</param>
/// <param name="Fingerprint"><c>SHA256:</c> and base64 without padding, as ssh-keygen prints it.</param>
/// <param name="Comment">The comment, for a label.</param>
public sealed record SshPublicKey(string Type, string Blob, string Fingerprint, string Comment)
{
    private const int MaxLength = 16 * 1024;
    private const int MinRsaBits = 2048;

    /// <summary>The line for authorized_keys.</summary>
    public string Line => $"{Type} {Blob}";

    /// <summary>Reads one key.</summary>
    /// <exception cref="AnchorageException"><c>invalid_ssh_key</c>.</exception>
    public static SshPublicKey Parse(string? text)
    {
        string line = (text ?? string.Empty).Trim();
        if (line.Length == 0)
        {
            throw Bad("it is empty");
        }

        if (line.Length > MaxLength)
        {
            throw Bad("it is longer than 16 KiB");
        }

        if (line.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw Bad("this is a private key; keep it secret and paste the .pub file");
        }

        if (line.Any(char.IsControl))
        {
            throw Bad("it has more than one line or control characters");
        }

        string[] parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || !IsKnown(parts[0]))
        {
            throw Bad("it does not begin with ssh-ed25519, ecdsa-sha2-nistp256/384/521, sk-ssh-ed25519@openssh.com, sk-ecdsa-sha2-nistp256@openssh.com or ssh-rsa");
        }

        byte[] blob = Decode(parts[1]);
        Check(parts[0], blob);
        string fingerprint = "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');
        return new SshPublicKey(parts[0], Convert.ToBase64String(blob), fingerprint, parts.Length > 2 ? parts[2].Trim() : string.Empty);
    }

    private static bool IsKnown(string type) => type is
        "ssh-ed25519" or "ssh-rsa" or "ecdsa-sha2-nistp256" or "ecdsa-sha2-nistp384" or "ecdsa-sha2-nistp521"
        or "sk-ssh-ed25519@openssh.com" or "sk-ecdsa-sha2-nistp256@openssh.com";

    private static byte[] Decode(string base64)
    {
        byte[] buffer = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, buffer, out int length) ? buffer[..length] : throw Bad("its second part is not base64");
    }

    /// <summary>Reads the fields of the key: the type again, then what the type prescribes, with nothing left over.</summary>
    private static void Check(string type, byte[] blob)
    {
        ReadOnlySpan<byte> rest = blob;
        if (Encoding.ASCII.GetString(Field(ref rest)) != type)
        {
            throw Bad("its content is of another type than its name");
        }

        int fields = type switch
        {
            "ssh-ed25519" => 1,
            "ssh-rsa" => 2,
            "sk-ssh-ed25519@openssh.com" => 2,
            "sk-ecdsa-sha2-nistp256@openssh.com" => 3,
            _ => 2,
        };
        ReadOnlySpan<byte> last = default;
        for (int i = 0; i < fields; i++)
        {
            last = Field(ref rest);
            if (type == "ssh-ed25519" && last.Length != 32)
            {
                throw Bad("an ed25519 key has 32 bytes");
            }
        }

        if (!rest.IsEmpty)
        {
            throw Bad("it has bytes after its end");
        }

        if (type == "ssh-rsa" && BitLength(last) < MinRsaBits)
        {
            throw Bad($"an RSA key needs {MinRsaBits} bits or more");
        }
    }

    private static int BitLength(ReadOnlySpan<byte> number)
    {
        ReadOnlySpan<byte> trimmed = number.TrimStart((byte)0);
        return trimmed.IsEmpty ? 0 : (trimmed.Length * 8) - System.Numerics.BitOperations.LeadingZeroCount((uint)trimmed[0] << 24);
    }

    private static ReadOnlySpan<byte> Field(scoped ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(rest) is var length && length > (uint)(rest.Length - 4))
        {
            throw Bad("it is cut off");
        }

        ReadOnlySpan<byte> field = rest.Slice(4, (int)length);
        rest = rest[(4 + (int)length)..];
        return field;
    }

    private static AnchorageException Bad(string problem) => new(ErrorCodes.InvalidSshKey, ("problem", problem));
}
