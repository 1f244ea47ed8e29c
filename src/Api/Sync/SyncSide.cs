namespace Anchorage.Api.Sync;

/// <summary>One of the two folders.</summary>
/// <param name="Caller">Whose rights count there. For a program that needs two approvals it differs between the sides.</param>
/// <param name="Instance">Id or name of the instance.</param>
/// <param name="Path">The folder.</param>
internal sealed record SyncSide(Caller Caller, string Instance, string Path)
{
    /// <summary>The path of something below the folder.</summary>
    internal string PathOf(string relative) => Path.TrimEnd('/') + "/" + relative;
}
