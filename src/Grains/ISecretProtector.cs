namespace Anchorage.Grains;

/// <summary>Encrypts what grains must keep and read again. The keys lie outside the database.</summary>
public interface ISecretProtector
{
    /// <summary>Encrypts a text.</summary>
    /// <param name="purpose">What it is for; the same when it is opened.</param>
    /// <param name="secret">The text.</param>
    /// <exception cref="AnchorageException"><c>secret_unreadable</c>: the key files cannot be read or made.</exception>
    string Protect(string purpose, string secret);

    /// <summary>Decrypts a text.</summary>
    /// <exception cref="AnchorageException"><c>secret_unreadable</c>: the key is missing, or the text or its purpose was changed.</exception>
    string Unprotect(string purpose, string text);
}
