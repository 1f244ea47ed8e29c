namespace Anchorage.NodeAgent.Operations;

/// <summary>The file in which accepted work is written down before it is promised. One writer; a torn tail is cut off at the next start.</summary>
internal sealed class Journal : IDisposable
{
    private const string FileName = "work.log";

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly long _compactAt;
    private readonly WorkBook _book = new();
    private FileStream _file;
    private long _compactedLength;

    /// <summary>Opens or makes the journal and adds up what it holds.</summary>
    /// <param name="folder">Folder of the file.</param>
    /// <param name="compactAt">Growth in bytes after which the file is rewritten.</param>
    /// <exception cref="IOException">The folder cannot be written, or another agent holds the file.</exception>
    public Journal(string folder, long compactAt = 1024 * 1024)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _path = Path.Combine(folder, FileName);
        _compactAt = compactAt;
        _file = Open(_path);
        DamagedLines = Recover();
        _compactedLength = _file.Length;
    }

    /// <summary>Lines that failed their check and were passed over.</summary>
    public int DamagedLines { get; }

    /// <summary>Runs a look at the book under the lock.</summary>
    public T Read<T>(Func<WorkBook, T> look)
    {
        lock (_lock)
        {
            return look(_book);
        }
    }

    /// <summary>Appends a record and, when it matters, waits until the disk has it.</summary>
    /// <exception cref="IOException">The disk is full or broken; the record is not in the journal.</exception>
    public void Append(JournalRecord record, bool durable)
    {
        lock (_lock)
        {
            var before = _file.Length;
            try
            {
                _file.Position = before;
                _file.Write(JournalLine.Write(record));
                _file.Flush(durable);
            }
            catch (IOException)
            {
                CutBackTo(before);
                throw;
            }

            _book.Apply(record);
            if (_file.Length - _compactedLength > _compactAt)
            {
                Compact();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path) =>
        new(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });

    private int Recover()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var damaged = 0;
        var rest = bytes.AsSpan();
        int end;
        while ((end = rest.IndexOf((byte)'\n')) >= 0)
        {
            if (JournalLine.Read(rest[..end]) is { } record)
            {
                _book.Apply(record);
            }
            else
            {
                damaged++;
            }

            rest = rest[(end + 1)..];
        }

        if (!rest.IsEmpty)
        {
            _file.SetLength(bytes.Length - rest.Length);
            _file.Flush(flushToDisk: true);
        }

        return damaged;
    }

    private void Compact()
    {
        var draft = _path + ".new";
        File.Delete(draft);
        var fresh = Open(draft);
        try
        {
            foreach (var record in _book.Compact())
            {
                fresh.Write(JournalLine.Write(record));
            }

            fresh.Flush(flushToDisk: true);
            File.Move(draft, _path, overwrite: true);
        }
        catch (IOException)
        {
            // A full disk: the long journal is still whole, the next append tries again.
            fresh.Dispose();
            return;
        }

        _file.Dispose();
        _file = fresh;
        _compactedLength = _file.Length;
    }

    private void CutBackTo(long length)
    {
        try
        {
            _file.SetLength(length);
        }
        catch (IOException)
        {
            // The half line fails its check at the next start.
        }
    }
}
