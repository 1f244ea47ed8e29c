using System.Security.Cryptography;
using System.Text;
using Anchorage.Api.Identity;
using Anchorage.Grains;

namespace Anchorage.Api;

/// <summary>The <c>Idempotency-Key</c> of a create: what is made gets its id from it, so a repetition finds what is there.</summary>
internal static class IdempotencyKey
{
    /// <summary>The id: a fresh one without a key, and always the same one for the same caller and key.</summary>
    /// <exception cref="AnchorageException"><c>idempotency_key_invalid</c>.</exception>
    public static string IdOf(HttpContext context, IIdSource ids)
    {
        string key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0)
        {
            return ids.NewId();
        }

        if (key.Length > 64 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw new AnchorageException(ErrorCodes.IdempotencyKeyInvalid);
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Caller().PrincipalId}\n{key}"));
        return "k" + Convert.ToHexStringLower(hash)[..31];
    }
}
