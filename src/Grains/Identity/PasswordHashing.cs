using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Identity;

/// <summary>Hashes passwords off the grain's turn: PBKDF2 takes about 0.1 s of a processor.</summary>
public sealed class PasswordHashing : IPasswordHashing
{
    private readonly PasswordHasher<string> _hasher;
    private readonly Lazy<string> _dummy;

    /// <summary>Makes the hasher with the configured number of rounds.</summary>
    public PasswordHashing(IOptions<AccountsOptions> options)
    {
        _hasher = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = options.Value.PasswordIterations }));
        _dummy = new Lazy<string>(() => _hasher.HashPassword(string.Empty, "no account has this password"));
    }

    /// <inheritdoc/>
    public Task<string> Hash(string password) => Task.Run(() => _hasher.HashPassword(string.Empty, password));

    /// <inheritdoc/>
    public Task<bool> Verify(string? hash, string password) => Task.Run(() =>
        _hasher.VerifyHashedPassword(string.Empty, hash ?? _dummy.Value, password) != PasswordVerificationResult.Failed && hash is not null);
}
