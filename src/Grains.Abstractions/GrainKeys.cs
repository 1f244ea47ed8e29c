namespace Anchorage.Grains.Abstractions;

/// <summary>Keys of grains. Every key starts with a prefix that is not hexadecimal, because keys that look like hex collide in ADO.NET grain storage.</summary>
public static class GrainKeys
{
    /// <summary>The one grain of a singleton type, for example <c>accounts:all</c>.</summary>
    public const string All = "all";

    /// <summary>Key of the accounts grain.</summary>
    public const string Accounts = "accounts:all";

    /// <summary>Key of the node directory.</summary>
    public const string NodeDirectory = "nodes:all";

    /// <summary>Key of the enrolment grain.</summary>
    public const string Enrollment = "enrollment:all";

    /// <summary>Key of the anchor tokens.</summary>
    public const string Anchoring = "anchoring:all";

    /// <summary>Key of the image list.</summary>
    public const string Images = "images:all";

    /// <summary>Key of the groups of users.</summary>
    public const string Groups = "groups:all";

    /// <summary>Key of the scheduler.</summary>
    public const string Scheduler = "scheduler:all";

    /// <summary>Key of a user.</summary>
    public static string User(string id) => "user:" + id;

    /// <summary>Key of the reservation of a user name or e-mail address.</summary>
    /// <param name="kind"><c>user</c> or <c>email</c>.</param>
    /// <param name="value">The normalised value.</param>
    public static string Name(string kind, string value) => $"name:{kind}:{value}";

    /// <summary>Key of sign-in tries of one account from one address.</summary>
    public static string SignIn(string login, string address) => $"signin:{login}|{address}";

    /// <summary>Key of the index of a user's instances.</summary>
    public static string UserInstances(string userId) => "uinst:" + userId;

    /// <summary>Key of a node.</summary>
    public static string Node(string id) => "node:" + id;

    /// <summary>Key of an instance.</summary>
    public static string Instance(string id) => "inst:" + id;

    /// <summary>Key of an operation.</summary>
    public static string Operation(string id) => "op:" + id;

    /// <summary>Key of a terminal.</summary>
    public static string Terminal(string id) => "term:" + id;

    /// <summary>Key of the terminals of one instance.</summary>
    public static string InstanceTerminals(string instanceId) => "iterm:" + instanceId;

    /// <summary>Key of a recording.</summary>
    public static string Recording(string id) => "rec:" + id;

    /// <summary>Key of the recordings of one instance.</summary>
    public static string InstanceRecordings(string instanceId) => "irec:" + instanceId;

    /// <summary>Key of the index of terminals that a user opened.</summary>
    public static string UserTerminals(string userId) => "uterm:" + userId;

    /// <summary>Key of a share.</summary>
    public static string Share(string id) => "share:" + id;

    /// <summary>Key of the shares of a user, or of a group of users.</summary>
    public static string UserShares(string userId) => "ushare:" + userId;

    /// <summary>Key of a user's dealings by MCP: programs that are connected, and calls on their instances that wait for an answer.</summary>
    public static string Mcp(string userId) => "umcp:" + userId;

    /// <summary>Key of a user's event feed.</summary>
    public static string Feed(string userId) => "ufeed:" + userId;

    /// <summary>The id behind the prefix of a key.</summary>
    public static string IdOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
