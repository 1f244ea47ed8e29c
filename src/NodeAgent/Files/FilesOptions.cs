using System.Globalization;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files;

/// <summary>Limits of the work on files. Each has a twin in the environment: <see cref="MaxFileBytes"/> is <c>ANCHORAGE_AGENT_FILES_MAX_FILE_BYTES</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>Largest file that is written or copied. Default 100 GiB; 1 MiB to 16 TiB.</summary>
    public long MaxFileBytes { get; set; } = 100L * 1024 * 1024 * 1024;

    /// <summary>Most bytes that one copy moves. Default 20 GiB; 1 MiB to 16 TiB.</summary>
    public long MaxTreeBytes { get; set; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Most objects of one copy. Default 200,000; 1 to 10,000,000.</summary>
    public int MaxTreeEntries { get; set; } = 200_000;

    /// <summary>Deepest folder that a copy enters. Default 256; 1 to 512.</summary>
    public int MaxDepth { get; set; } = 256;

    /// <summary>Most entries of a folder that is listed. Default 200,000; 100 to 2,000,000.</summary>
    public int MaxFolderEntries { get; set; } = 200_000;

    /// <summary>Threads for short work. Default 16; 2 to 256.</summary>
    public int Threads { get; set; } = 16;

    /// <summary>Copies, moves and work on the trash at a time. Default 8; 1 to 128.</summary>
    public int LongTasks { get; set; } = 8;

    /// <summary>Takes what the environment sets.</summary>
    /// <exception cref="AgentOptionsException">A value is not allowed; the message names the setting and the allowed values.</exception>
    public void Read(Func<string, string?> environment)
    {
        MaxFileBytes = Number(environment, "MAX_FILE_BYTES", MaxFileBytes, 1 << 20, 1L << 44);
        MaxTreeBytes = Number(environment, "MAX_TREE_BYTES", MaxTreeBytes, 1 << 20, 1L << 44);
        MaxTreeEntries = (int)Number(environment, "MAX_TREE_ENTRIES", MaxTreeEntries, 1, 10_000_000);
        MaxDepth = (int)Number(environment, "MAX_DEPTH", MaxDepth, 1, 512);
        MaxFolderEntries = (int)Number(environment, "MAX_FOLDER_ENTRIES", MaxFolderEntries, 100, 2_000_000);
        Threads = (int)Number(environment, "THREADS", Threads, 2, 256);
        LongTasks = (int)Number(environment, "LONG_TASKS", LongTasks, 1, 128);
    }

    private static long Number(Func<string, string?> environment, string name, long fallback, long from, long to)
    {
        string variable = "ANCHORAGE_AGENT_FILES_" + name;
        return environment(variable) is not { } text ? fallback
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= from && value <= to ? value
            : throw new AgentOptionsException($"{variable} is '{text}'; allowed: {from} to {to}.");
    }
}
