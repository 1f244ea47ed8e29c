using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Sync;

/// <summary>The paths of a request. The agents confine them once more; here a wrong one is refused before anything begins.</summary>
internal static class SyncFolders
{
    private const int MaxPath = 32 * 1024;

    /// <summary>Reads one side.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="instance">Id or name, also as clients of system D name instances.</param>
    /// <param name="path">The folder.</param>
    /// <param name="field">Name of the field of the instance.</param>
    /// <param name="pathField">Name of the field of the path.</param>
    /// <exception cref="AnchorageException"><c>invalid_request</c>.</exception>
    internal static SyncSide Side(Caller caller, string? instance, string? path, string field, string pathField)
    {
        string named = instance is { Length: > 0 and <= 200 } ? instance : throw Paging.Invalid(field, "is missing");
        int cut = named.IndexOf('_', StringComparison.Ordinal);
        return new SyncSide(
            caller, cut > 0 ? named[(cut + 1)..] : named, IsPlain(path) && path![0] == '/' ? path : throw Paging.Invalid(pathField, "must be a path that begins with a slash and holds no '.', no '..' and no NUL"));
    }

    /// <summary>Reads the path of an item, from the folders on.</summary>
    /// <exception cref="AnchorageException"><c>invalid_request</c>.</exception>
    internal static string Relative(string? path, string field) =>
        IsPlain(path) && path![0] != '/' && path[^1] != '/' ? path : throw Paging.Invalid(field, "must have paths from the folders on, without '.', '..' and NUL");

    private static bool IsPlain(string? path)
    {
        if (path is not { Length: > 0 and <= MaxPath })
        {
            return false;
        }

        try
        {
            byte[] bytes = PathText.Decode(path);
            foreach (Range range in bytes.AsSpan().Split((byte)'/'))
            {
                if (bytes.AsSpan()[range] is [(byte)'.'] or [(byte)'.', (byte)'.'])
                {
                    return false;
                }
            }

            return !bytes.AsSpan().Contains((byte)0);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
