namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>How much room recordings have on a node.</summary>
/// <param name="folder">Where they lie.</param>
/// <param name="limit">Bytes of all together.</param>
/// <param name="most">Count of all together.</param>
internal sealed class RecordingSpace(string folder, long limit, int most)
{
    private long _used;

    /// <summary>True when one that was just made may begin. Counts what lies there: the agent deletes files.</summary>
    internal bool HasRoom()
    {
        long used = 0;
        int count = 0;
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*.cast"))
        {
            used += file.Length;
            count++;
        }

        Interlocked.Exchange(ref _used, used);
        return used < limit && count <= most;
    }

    /// <summary>Takes room; false when there is not so much.</summary>
    internal bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limit)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }
}
