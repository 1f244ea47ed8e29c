using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Terminals;

namespace Anchorage.NodeAgent.Terminals.Recordings;

/// <summary>The files of recordings: <c>ID.cast</c>, and beside it <c>ID.json</c> with its <see cref="RecordingReport"/>. The terminal host writes both, the agent reads and deletes them.</summary>
/// <param name="folder">Where they lie.</param>
internal sealed class RecordingFiles(string folder)
{
    /// <summary>The folder.</summary>
    internal string Folder => folder;

    /// <summary>True for ids of which names of files are made.</summary>
    internal static bool IsId(string? id) => id is { Length: >= 1 and <= 40 } && id.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789") < 0;

    /// <summary>Makes the empty file of a new recording; only its owner may read it.</summary>
    /// <exception cref="IOException">It cannot be made, or there is one of this id.</exception>
    internal FileStream Create(string id)
    {
        PrivateFolder.Create(folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(CastPath(id), options);
    }

    /// <summary>Opens a recording, or null when there is none.</summary>
    internal FileStream? OpenRead(string id)
    {
        try
        {
            return new FileStream(CastPath(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes the report beside the file; another process sees the old one or the new one.</summary>
    internal void Save(RecordingReport report)
    {
        string path = ReportPath(report.RecordingId);
        File.WriteAllText(path + ".new", ProtocolJson.Write(report));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The report, or null when there is none.</summary>
    internal RecordingReport? Load(string id)
    {
        try
        {
            return ProtocolJson.Read<RecordingReport>(File.ReadAllText(ReportPath(id)));
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>All reports.</summary>
    internal IReadOnlyList<RecordingReport> List() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*.json").Select(file => Load(Path.GetFileNameWithoutExtension(file))).OfType<RecordingReport>()];

    /// <summary>The size of the file now.</summary>
    internal long Length(string id) => new FileInfo(CastPath(id)) is { Exists: true } file ? file.Length : 0;

    /// <summary>When the file was written last.</summary>
    internal DateTimeOffset LastWrite(string id) => File.GetLastWriteTimeUtc(CastPath(id));

    /// <summary>Deletes a recording; it may be gone.</summary>
    internal void Delete(string id)
    {
        if (Directory.Exists(folder))
        {
            File.Delete(CastPath(id));
            File.Delete(ReportPath(id));
        }
    }

    private string CastPath(string id) => Path.Combine(folder, id + ".cast");

    private string ReportPath(string id) => Path.Combine(folder, id + ".json");
}
