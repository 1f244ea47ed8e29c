using System.Collections.Frozen;
using System.Collections.Immutable;
using Anchorage.Grains.Authorisation;

namespace Anchorage.Grains.Mcp;

/// <summary>What programs may do that come by MCP, beside the rights of their user and the scopes of their token. Pure.</summary>
public static class McpRules
{
    /// <summary>Scopes that a token of a program may carry: nothing with which it could widen its own rights or answer its own calls.</summary>
    public static readonly ImmutableSortedSet<string> Scopes =
    [
        .. Permissions.OnInstance.Except([Permissions.ShareInstance, Permissions.RootInstance]),
        Permissions.CreateInstance, Permissions.ReadImage, Permissions.ReadOperation, Permissions.CancelOperation, Permissions.UseMcp,
    ];

    private static readonly FrozenSet<string> Reading =
        FrozenSet.Create(StringComparer.Ordinal, Permissions.ReadInstance, Permissions.ReadLogs, Permissions.ReadFiles, Permissions.ReadGit);

    /// <summary>True for a permission with which nothing is changed.</summary>
    public static bool OnlyReads(string permission) => Reading.Contains(permission);

    /// <summary>Decides about one instance; permitted means that nothing more is in the way.</summary>
    public static Verdict Decide(McpPolicy policy, string permission) => policy switch
    {
        McpPolicy.Free => Verdict.Permitted,
        McpPolicy.AskWrites when OnlyReads(permission) => Verdict.Permitted,
        McpPolicy.AskWrites or McpPolicy.AskAlways => Verdict.Refused(ErrorCodes.McpApprovalRequired),
        _ => Verdict.Refused(ErrorCodes.McpNotAllowed),
    };
}
