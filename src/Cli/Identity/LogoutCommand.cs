using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Identity;

/// <summary>Revokes the stored token and forgets it; forgets it even when the server cannot be told.</summary>
internal sealed class LogoutCommand(CliHost host) : CliCommand("logout", "Revoke the stored token and remove it", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var config = call.Store.Load();
        var name = call.ProfileName ?? config.Current;
        if (!config.Profiles.TryGetValue(name, out var profile) || profile.Token is null)
        {
            call.Output.Note("Nobody is signed in.");
            return ExitCodes.Ok;
        }

        CliException? notRevoked = null;
        try
        {
            using var api = call.Open(new Configuration.ServerTarget(Configuration.ServerTarget.ParseUrl(profile.Server), profile.Token, profile.Fingerprint, null, name));
            await api.SendAsync(HttpMethod.Delete, $"/api/tokens/{Uri.EscapeDataString(profile.TokenId ?? "")}", cancel);
        }
        catch (CliException failure) when (failure.ExitCode is ExitCodes.Auth or ExitCodes.Config)
        {
            // The token is not valid any more: there is nothing left to revoke.
        }
        catch (CliException failure)
        {
            notRevoked = failure;
        }

        call.Store.Save(config with { Profiles = config.Profiles.SetItem(name, profile with { Token = null, TokenId = null }) });
        if (notRevoked is not null)
        {
            throw new CliException(notRevoked.Code, $"The token is removed from this machine but still valid: {notRevoked.Message}", "Revoke it in the dashboard, under Tokens.", notRevoked.ExitCode);
        }

        call.Output.Note($"Signed out of {profile.Server}.");
        return ExitCodes.Ok;
    }
}
