using Anchorage.Grains.Identity;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>Passwords without the work: hashing leaves the simulated thread.</summary>
internal sealed class PlainPasswords : IPasswordHashing
{
    public Task<string> Hash(string password) => Task.FromResult("plain:" + password);

    public Task<bool> Verify(string? hash, string password) => Task.FromResult(hash == "plain:" + password);
}
