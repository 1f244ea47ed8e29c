namespace Anchorage.Grains.Identity;

/// <summary>Hashes passwords. Injected, because real hashing leaves the grain's thread and a simulation may not.</summary>
public interface IPasswordHashing
{
    /// <summary>Hashes a password.</summary>
    Task<string> Hash(string password);

    /// <summary>Checks a password. Without a hash (unknown account) it takes as long and is false.</summary>
    Task<bool> Verify(string? hash, string password);
}
