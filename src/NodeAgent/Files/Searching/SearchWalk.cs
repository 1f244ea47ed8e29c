using System.Text;
using System.Text.RegularExpressions;
using Anchorage.NodeAgent.Files.Browsing;
using Anchorage.NodeAgent.Files.Native;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Files;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Searching;

/// <summary>Walks folders and looks for names and content. It goes into no link and into nothing of the kernel's own, and opens regular files only.</summary>
internal sealed class SearchWalk : IDisposable
{
    private const int MaxInFile = 100;
    private const int Head = 8 * 1024;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxFileTime = TimeSpan.FromSeconds(1);
    private readonly FileTree _tree;
    private readonly SearchFiles _request;
    private readonly FilesOptions _options;
    private readonly TimeProvider _time;
    private readonly NamePattern _name;
    private readonly TextPattern? _text;
    private readonly ExcludeList _exclude;
    private readonly Stack<(SafeFileHandle Handle, FilePath Path, Queue<FolderName> Names)> _levels = new();
    private readonly long _began;
    private byte[] _buffer = new byte[64 * 1024];
    private int _hits;
    private int _entries;
    private int _files;
    private int _skipped;

    /// <summary>Opens the folder.</summary>
    internal SearchWalk(FileTree tree, FilePath top, SearchFiles request, FilesOptions options, TimeProvider time)
    {
        (_tree, _request, _options, _time) = (tree, request, options, time);
        _name = new NamePattern(request.Name, request.MatchCase);
        _text = request.Text is null ? null : new TextPattern(request);
        _exclude = new ExcludeList(request.Exclude);
        _began = time.GetTimestamp();
        SafeFileHandle folder = tree.OpenFolder(top);
        _levels.Push((folder, top, Names(folder, top)));
    }

    /// <summary>How it ended; null while it goes on.</summary>
    internal SearchEnd? End { get; private set; }

    /// <summary>Goes on for a moment.</summary>
    /// <returns>What was found in it.</returns>
    internal List<SearchHit> Step()
    {
        List<SearchHit> found = [];
        long turn = _time.GetTimestamp();
        while (End is null && _time.GetElapsedTime(turn) < Turn)
        {
            if (Stopped() is { } why)
            {
                Finish(why);
            }
            else if (!_levels.TryPeek(out (SafeFileHandle Handle, FilePath Path, Queue<FolderName> Names) level))
            {
                Finish(null);
            }
            else if (!level.Names.TryDequeue(out FolderName name))
            {
                _levels.Pop().Handle.Dispose();
            }
            else if (!_exclude.Fits(name.Name))
            {
                Look(level.Handle, name.Name, level.Path.Child(name.Name), found);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((SafeFileHandle handle, _, _) in _levels)
        {
            handle.Dispose();
        }
    }

    private string? Stopped() => _hits >= _request.Limit ? "results"
        : _entries >= _options.MaxSearchedEntries ? "entries"
        : _time.GetElapsedTime(_began).TotalSeconds >= _options.SearchSeconds ? "time"
        : null;

    private void Finish(string? why) => End = new SearchEnd(_hits, _entries, _files, _skipped, why);

    private void Look(SafeFileHandle folder, byte[] name, FilePath path, List<SearchHit> found)
    {
        _entries++;
        try
        {
            if (FileTree.TryStatAt(folder, name, path) is not { } stat)
            {
                return;
            }

            if (_name.Fits(PathText.Encode(name)))
            {
                SearchHit file = new(path.ToString(), FileTree.Kind(stat), (long)stat.Size, FileTree.ModifiedAt(stat));
                if (_text is null)
                {
                    Add(found, [file]);
                }
                else if (stat.IsFile)
                {
                    Add(found, Lines(folder, name, path, stat, file));
                }
            }

            if (stat.IsFolder)
            {
                Enter(folder, name, path);
            }
        }
        catch (Exception e) when (e is LinkRequestException or RegexMatchTimeoutException)
        {
            _skipped++;
        }
    }

    private void Enter(SafeFileHandle folder, byte[] name, FilePath path)
    {
        if (_levels.Count > _options.MaxDepth)
        {
            _skipped++;
            return;
        }

        SafeFileHandle inner = _tree.EnterFolderAt(folder, name, path);
        try
        {
            _levels.Push((inner, path, Names(inner, path)));
        }
        catch
        {
            inner.Dispose();
            throw;
        }
    }

    private void Add(List<SearchHit> found, IEnumerable<SearchHit> hits)
    {
        foreach (SearchHit hit in hits.Take(_request.Limit - _hits))
        {
            found.Add(hit);
            _hits++;
        }
    }

    private List<SearchHit> Lines(SafeFileHandle folder, byte[] name, FilePath path, Statx stat, SearchHit file)
    {
        if (stat.Size > (ulong)_options.MaxSearchedFileBytes)
        {
            _skipped++;
            return [];
        }

        using SafeFileHandle open = _tree.OpenFileAt(folder, name, path);
        int length = Read(open, path, (int)stat.Size);
        ReadOnlySpan<byte> content = _buffer.AsSpan(0, length);
        if (content[..Math.Min(length, Head)].Contains((byte)0))
        {
            _skipped++;
            return [];
        }

        _files++;
        long began = _time.GetTimestamp();
        return [.. LineHits.In(Encoding.UTF8.GetString(content), _text!, file, MaxInFile).TakeWhile(_ => _time.GetElapsedTime(began) < MaxFileTime)];
    }

    private int Read(SafeFileHandle file, FilePath path, int size)
    {
        if (_buffer.Length < size)
        {
            _buffer = new byte[size];
        }

        int length = 0;
        for (int more = 1; length < size && more > 0; length += more)
        {
            more = FileTree.Read(file, _buffer.AsSpan(length, size - length), length, path);
        }

        return length;
    }

    private Queue<FolderName> Names(SafeFileHandle folder, FilePath path)
    {
        List<FolderName> names = FileTree.Names(folder, _options.MaxFolderEntries, path);
        names.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        return new Queue<FolderName>(names);
    }
}
