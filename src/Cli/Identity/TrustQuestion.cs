using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Configuration;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Identity;

/// <summary>Settles the key of a server before anything secret is sent to it.</summary>
internal static class TrustQuestion
{
    /// <summary>The fingerprint to pin; null where the system's authorities (or plain HTTP on this machine) decide.</summary>
    /// <param name="given">What the user says it must be; wins over the stored one.</param>
    /// <param name="stored">What was trusted before.</param>
    public static async Task<string?> AskAsync(Invocation call, Uri url, string? given, string? stored, CancellationToken cancel)
    {
        string? pin = stored;
        if (given is not null && !KeyFingerprint.TryNormalize(given, out pin))
        {
            throw CliException.Config($"--fingerprint is \"{given}\"; allowed: 43 characters of base64url (SHA-256 of the public key).");
        }

        using var api = call.Open(new ServerTarget(url, null, pin, null, null));
        try
        {
            await api.GetAsync("/api/auth/config", ApiJson.Default.AuthConfig, cancel);
            return pin;
        }
        catch (CliException failure) when (failure.Code == "ssl_untrusted" && pin is null && call.Environment.InIsTerminal && api.Trust.Seen is { } seen)
        {
            call.Output.Note($"{url.Authority} is signed by no authority that this system trusts.");
            call.Output.Note($"It shows the {(seen.IsAuthority ? "authority" : "certificate")} {seen.Subject} with the key fingerprint\n  {seen.Fingerprint}");
            if (!Questions.Confirm(call.Environment, "Does the server's administrator confirm it? Trust this key from now on?", "--fingerprint"))
            {
                throw;
            }

            return await AskAsync(call, url, seen.Fingerprint, null, cancel);
        }
    }
}
