using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Authorisation;

/// <summary>Who calls. Holds no role: roles are looked up at the moment of use.</summary>
/// <param name="Kind">What the caller is.</param>
/// <param name="PrincipalId">Id of the user; <c>system</c>, <c>local-admin</c> or <c>anonymous</c> otherwise.</param>
/// <param name="Name">Name for the audit.</param>
/// <param name="CredentialId">The session or token that was shown; null when there is none.</param>
/// <param name="Scopes">Permissions that the credential carries; <c>*</c> is all of its user.</param>
/// <param name="Origin">Remote address, or what the system acts for.</param>
/// <param name="McpCall">The call of a program in which it acts, once a person has approved it; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("anchorage.Caller")]
public sealed record Caller(
    [property: Id(0)] CallerKind Kind,
    [property: Id(1)] string PrincipalId,
    [property: Id(2)] string Name,
    [property: Id(3)] string? CredentialId,
    [property: Id(4)] ImmutableArray<string> Scopes,
    [property: Id(5)] string Origin,
    [property: Id(6)] string? McpCall = null)
{
    /// <summary>Every permission of the user.</summary>
    public const string AllScopes = "*";

    /// <summary>Id of Anchorage itself; also the owner of the node beside the server.</summary>
    public const string SystemId = "system";

    /// <summary>Id of the operator at <c>admin.sock</c>: no account, and so always active.</summary>
    public const string LocalAdminId = "local-admin";

    /// <summary>True for a program that came by MCP: its token names <c>use:mcp</c>.</summary>
    public bool IsProgram => Scopes.Contains(Permissions.UseMcp, StringComparer.Ordinal);

    /// <summary>Somebody who has not signed in.</summary>
    public static Caller Anonymous(string origin) => new(CallerKind.Anonymous, "anonymous", "anonymous", null, [], origin);

    /// <summary>Anchorage itself.</summary>
    /// <param name="reason">For the audit: <c>expiry</c>, <c>reconciler</c>, ...</param>
    public static Caller System(string reason) => new(CallerKind.System, SystemId, "system:" + reason, null, [AllScopes], reason);

    /// <summary>The operator at <c>admin.sock</c>.</summary>
    public static Caller LocalAdmin(string name) => new(CallerKind.LocalAdmin, LocalAdminId, name, null, [AllScopes], "admin.sock");
}
