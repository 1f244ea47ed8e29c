using System.Globalization;
using Anchorage.NodeAgent.Nodes;

namespace Anchorage.NodeAgent.Files;

/// <summary>Limits of the work on files. Each has a twin in the environment: <see cref="MaxFileBytes"/> is <c>ANCHORAGE_AGENT_FILES_MAX_FILE_BYTES</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>Largest file that is written or copied. Default 100 GiB; 1 MiB to 16 TiB.</summary>
    public long MaxFileBytes { get; set; } = 100L * 1024 * 1024 * 1024;

    /// <summary>Most bytes that one copy moves, or that an archive holds unpacked. Default 20 GiB; 1 MiB to 16 TiB.</summary>
    public long MaxTreeBytes { get; set; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Most objects of one copy or archive. Default 200,000; 1 to 10,000,000.</summary>
    public int MaxTreeEntries { get; set; } = 200_000;

    /// <summary>Deepest folder that a copy or an archive enters. Default 256; 1 to 512.</summary>
    public int MaxDepth { get; set; } = 256;

    /// <summary>Most entries of a folder that is listed. Default 200,000; 100 to 2,000,000.</summary>
    public int MaxFolderEntries { get; set; } = 200_000;

    /// <summary>Most objects that one listing looks at to count what is in its folders. Default 20,000; 100 to 1,000,000.</summary>
    public int MaxAnalysedEntries { get; set; } = 20_000;

    /// <summary>Most objects of a listing of all that is below a folder. Default 100,000; 100 to 1,000,000.</summary>
    public int MaxWalkedEntries { get; set; } = 100_000;

    /// <summary>Most objects that one search looks at. Default 500,000; 100 to 10,000,000.</summary>
    public int MaxSearchedEntries { get; set; } = 500_000;

    /// <summary>Largest file whose content is searched. Default 4 MiB; 1 KiB to 64 MiB.</summary>
    public int MaxSearchedFileBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Seconds of one search. Default 30; 1 to 600.</summary>
    public int SearchSeconds { get; set; } = 30;

    /// <summary>Searches at a time. Default 4; 1 to 64.</summary>
    public int Searches { get; set; } = 4;

    /// <summary>Transfers in chunks that one instance may have open. Default 3; 1 to 64.</summary>
    public int MaxTransfers { get; set; } = 3;

    /// <summary>Bytes per second of each transfer in chunks; 0 for no limit. Default 104,857,600; 0 to 16 TiB.</summary>
    public long TransferBytesPerSecond { get; set; } = 100L * 1024 * 1024;

    /// <summary>Hours after which a transfer that nobody goes on with is given up. Default 24; 1 to 720.</summary>
    public int TransferHours { get; set; } = 24;

    /// <summary>Folder in which transfers are noted, so that they survive the agent; empty to forget them with it.</summary>
    public string TransfersFolder { get; set; } = string.Empty;

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
        MaxAnalysedEntries = (int)Number(environment, "MAX_ANALYSED_ENTRIES", MaxAnalysedEntries, 100, 1_000_000);
        MaxWalkedEntries = (int)Number(environment, "MAX_WALKED_ENTRIES", MaxWalkedEntries, 100, 1_000_000);
        MaxSearchedEntries = (int)Number(environment, "MAX_SEARCHED_ENTRIES", MaxSearchedEntries, 100, 10_000_000);
        MaxSearchedFileBytes = (int)Number(environment, "MAX_SEARCHED_FILE_BYTES", MaxSearchedFileBytes, 1024, 64L << 20);
        SearchSeconds = (int)Number(environment, "SEARCH_SECONDS", SearchSeconds, 1, 600);
        Searches = (int)Number(environment, "SEARCHES", Searches, 1, 64);
        MaxTransfers = (int)Number(environment, "MAX_TRANSFERS", MaxTransfers, 1, 64);
        TransferBytesPerSecond = Number(environment, "TRANSFER_BYTES_PER_SECOND", TransferBytesPerSecond, 0, 1L << 44);
        TransferHours = (int)Number(environment, "TRANSFER_HOURS", TransferHours, 1, 720);
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
