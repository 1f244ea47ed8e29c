using System.Text.Json;

namespace Anchorage.NodeAgent.Files.Transfers;

/// <summary>The notes of transfers, one file each, a line for each thing that happened: what an agent needs to go on after it was killed.</summary>
/// <remarks>Lines are not forced to the disk. After a crash of the machine a chunk may be noted that the disk does not hold; the digests of all chunks are compared at the end, so that is found.</remarks>
internal sealed class TransferNotes
{
    private const string Ending = ".transfer";
    private readonly string? _folder;

    internal TransferNotes(FilesOptions options)
    {
        _folder = options.TransfersFolder.Length == 0 ? null : options.TransfersFolder;
        if (_folder is not null)
        {
            Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Adds a line.</summary>
    internal void Append(string id, TransferNote note)
    {
        if (_folder is null)
        {
            return;
        }

        using FileStream file = new(PathOf(id), FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(note, TransferJson.Default.TransferNote), (byte)'\n']);
    }

    /// <summary>Forgets a transfer.</summary>
    internal void Remove(string id)
    {
        if (_folder is not null)
        {
            File.Delete(PathOf(id));
        }
    }

    /// <summary>The lines of all transfers, as far as they are whole: the last one may be torn.</summary>
    internal IEnumerable<IReadOnlyList<TransferNote>> ReadAll() =>
        _folder is null ? [] : Directory.EnumerateFiles(_folder, "*" + Ending).Select(Read).Where(lines => lines is [{ Header: not null }, ..]);

    private static List<TransferNote> Read(string path)
    {
        List<TransferNote> notes = [];
        foreach (string line in File.ReadLines(path))
        {
            try
            {
                if (JsonSerializer.Deserialize(line, TransferJson.Default.TransferNote) is { } note)
                {
                    notes.Add(note);
                }
            }
            catch (JsonException)
            {
                break;
            }
        }

        return notes;
    }

    private string PathOf(string id) => Path.Combine(_folder!, id + Ending);
}
