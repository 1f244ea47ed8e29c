namespace Anchorage.Api.Sync;

/// <summary>How two folders are compared.</summary>
/// <param name="Exclude">What is left out; null for what system D leaves out.</param>
/// <param name="IncludeIdentical">True to list what is the same too; it is counted always.</param>
/// <param name="LastSync">When both were the same last, in milliseconds since 1970: what both sides changed since is a conflict.</param>
internal sealed record CompareWishes(string[]? Exclude = null, bool IncludeIdentical = false, long? LastSync = null)
{
    /// <summary>What system D leaves out (inventory D11).</summary>
    internal static readonly string[] Excluded = [".git", ".doh", "node_modules", ".DS_Store"];
}
