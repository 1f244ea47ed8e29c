using System.Diagnostics.CodeAnalysis;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Configuration;

/// <summary>Where requests go and as whom.</summary>
/// <param name="Url">The server; with <paramref name="SocketPath"/> only its name matters.</param>
/// <param name="Token">The bearer token, if any.</param>
/// <param name="Fingerprint">The pinned key, if any.</param>
/// <param name="SocketPath">The unix socket of local administration, in place of the network.</param>
/// <param name="Profile">The profile this came from; null for --server and for the socket.</param>
/// <param name="Authority">The certificate, PEM, of the authority whose key is pinned, where it is known.</param>
internal sealed record ServerTarget(Uri Url, string? Token, string? Fingerprint, string? SocketPath, string? Profile, string? Authority = null)
{
    /// <summary>Where a server listens that was started with its defaults.</summary>
    public const string DefaultUrl = "http://127.0.0.1:7070";

    /// <summary>--server with ANCHORAGE_TOKEN wins over the stored profile.</summary>
    public static ServerTarget Resolve(CliEnvironment environment, CliConfig config, string? profileName, string? server)
    {
        var token = environment.Variable("ANCHORAGE_TOKEN");
        var name = profileName ?? config.Current;
        config.Profiles.TryGetValue(name, out var profile);
        if (server is not null)
        {
            // A stored token goes to the server that gave it and to no other.
            var known = config.Profiles.Values.FirstOrDefault(p => ParseUrl(p.Server) == ParseUrl(server));
            return new ServerTarget(ParseUrl(server), token ?? known?.Token, environment.Variable("ANCHORAGE_FINGERPRINT") ?? known?.Fingerprint, null, null, known?.Authority);
        }

        if (profile is null)
        {
            throw profileName is null || config.Profiles.IsEmpty
                ? NotSignedIn("Nobody is signed in.", profileName)
                : CliException.Config($"There is no profile \"{profileName}\"; allowed: {string.Join(", ", config.Profiles.Keys)}.");
        }

        return (token ?? profile.Token) is { } usable
            ? new ServerTarget(ParseUrl(profile.Server), usable, profile.Fingerprint, null, name, profile.Authority)
            : throw NotSignedIn($"Nobody is signed in to {profile.Server}.", profileName);
    }

    /// <summary>Local administration over <c>admin.sock</c>.</summary>
    public static ServerTarget Local(string socketPath) => new(new Uri("http://localhost"), null, null, socketPath, null);

    public static Uri ParseUrl(string text) => TryParseUrl(text, out var url)
        ? url
        : throw CliException.Config($"The server \"{text}\" is not a usable URL; allowed: http:// or https:// and a host, without a path.", "Example: anchorage login https://anchorage.example.org");

    public static bool TryParseUrl(string? text, [NotNullWhen(true)] out Uri? url)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out url) &&
            url.Scheme is "http" or "https" &&
            url.AbsolutePath is "/" && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0)
        {
            return true;
        }

        url = null;
        return false;
    }

    private static CliException NotSignedIn(string message, string? profile) =>
        new("not_signed_in", message, profile is null ? "Run: anchorage login URL" : $"Run: anchorage login URL --profile {profile}", ExitCodes.Auth);
}
