using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Authorisation;
using BenchmarkDotNet.Attributes;

namespace Anchorage.Benchmarks.Code;

/// <summary>One decision of the access rules: it stands in every request, and once a second on every open socket.</summary>
public class AccessBenchmarks
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private readonly Caller _caller = new(CallerKind.User, "u1", "ann", "c1", [Caller.AllScopes], "127.0.0.1");
    private readonly ResourceRef _own = new("instance", "i1", "u1", "web");
    private readonly ResourceRef _foreign = new("instance", "i2", "u2", "web");
    private readonly UserRights _rights = new(
        "u1", "ann", UserRole.User, UserStatus.Active, 1, ImmutableDictionary<string, CredentialRights>.Empty.Add("c1", AllScopes()));

    /// <summary>The owner and an instance of theirs.</summary>
    [Benchmark]
    public bool OwnInstance() => AccessRules.Decide(_caller, _rights, Permissions.CommandInstance, _own, Now).Allowed;

    /// <summary>Somebody else's instance: refused as unknown.</summary>
    [Benchmark]
    public bool ForeignInstance() => AccessRules.Decide(_caller, _rights, Permissions.CommandInstance, _foreign, Now).Allowed;

    private static CredentialRights AllScopes() => new(CredentialKind.Token, string.Empty, [Caller.AllScopes], null);
}
