using System.Security.Cryptography;
using Anchorage.Silo.Data;

namespace Anchorage.Silo.Secrets;

/// <summary>
/// Keys in files: <c>secret-KEYID.key</c> holds 32 bytes, <c>secret.active</c> names the one in use. Each file is written beside its
/// place and renamed, so that a stop in between leaves the old state.
/// </summary>
internal sealed class SecretKeyRing(string folder)
{
    private const int KeySize = 32;
    private const int IdSize = 8;
    private const string ActiveName = "secret.active";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _loaded = new(StringComparer.Ordinal);
    private string? _active;

    /// <summary>True for 16 lower-case hexadecimal digits; nothing else becomes part of a path.</summary>
    public static bool IsKeyId(string text) => text.Length == IdSize * 2 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The key in use; made when there is none.</summary>
    public (string Id, byte[] Key) Active()
    {
        lock (_lock)
        {
            _active ??= ReadActive() ?? Create();
            return (_active, Load(_active) ?? throw SecretProtector.Unreadable($"the key {_active} is missing from {folder}; restore it from a backup"));
        }
    }

    /// <summary>A key by its id; null when there is none.</summary>
    public byte[]? Find(string id)
    {
        lock (_lock)
        {
            return Load(id);
        }
    }

    /// <summary>Makes a key and uses it from now on.</summary>
    public string Rotate()
    {
        lock (_lock)
        {
            return _active = Create();
        }
    }

    private string? ReadActive()
    {
        string file = Path.Combine(folder, ActiveName);
        return File.Exists(file) && File.ReadAllText(file).Trim() is var id && IsKeyId(id) ? id : null;
    }

    private byte[]? Load(string id)
    {
        if (!_loaded.TryGetValue(id, out byte[]? key))
        {
            string file = KeyFile(id);
            if (!File.Exists(file) || File.ReadAllBytes(file) is not { Length: KeySize } read)
            {
                return null;
            }

            _loaded[id] = key = read;
        }

        return key;
    }

    private string Create()
    {
        DataFolder.MakeFolder(folder);
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdSize));
        Write(KeyFile(id), RandomNumberGenerator.GetBytes(KeySize));
        Write(Path.Combine(folder, ActiveName), System.Text.Encoding.ASCII.GetBytes(id));
        return id;
    }

    private string KeyFile(string id) => Path.Combine(folder, $"secret-{id}.key");

    private static void Write(string file, byte[] content)
    {
        string temporary = file + ".new";
        File.Delete(temporary);
        using (FileStream stream = DataFolder.CreateFile(temporary))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }
}
