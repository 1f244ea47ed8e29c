using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>A zip that is kept beside the folder that it becomes, for as long as it is unpacked.</summary>
internal sealed class ZipFile : IAsyncDisposable
{
    private readonly FileRoot _root;
    private readonly UnpackPlace _place;
    private readonly byte[] _name;
    private readonly SafeFileHandle _writing;
    private SafeFileHandle? _reading;

    private ZipFile(FileRoot root, UnpackPlace place, byte[] name)
    {
        (_root, _place, _name) = (root, place, name);
        _writing = FileTree.MakeFile(place.Above, name, place.Path);
    }

    /// <summary>Bytes so far.</summary>
    internal long Length { get; private set; }

    /// <summary>Begins one.</summary>
    internal static ZipFile Begin(FileRoot root, UnpackPlace place, byte[] name) => new(root, place, name);

    /// <summary>Takes more bytes.</summary>
    internal Task AppendAsync(ReadOnlyMemory<byte> data, FilesOptions options)
    {
        Length += data.Length;
        return Length > options.MaxTreeBytes
            ? throw new LinkRequestException(FileErrors.TooLarge, $"The archive is larger than the {options.MaxTreeBytes} bytes that are unpacked at once. Nothing of it was kept.")
            : _root.RunAsync(_ =>
            {
                FileTree.Write(_writing, data.Span, _place.Path);
                return true;
            });
    }

    /// <summary>Reads from a place: how many bytes, fewer than asked for only at the end.</summary>
    internal Task<int> ReadAsync(Memory<byte> buffer, long offset) => _root.RunAsync(tree =>
    {
        _reading ??= tree.OpenFileAt(_place.Above, _name, _place.Path);
        int count = 0;
        for (int more = 1; count < buffer.Length && more > 0; count += more)
        {
            more = FileTree.Read(_reading, buffer.Span[count..], offset + count, _place.Path);
        }

        return count;
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _writing.Dispose();
        _reading?.Dispose();
        await _root.RunAsync(_ =>
        {
            try
            {
                FileTree.Remove(_place.Above, _name, isFolder: false, _place.Path);
            }
            catch (LinkRequestException)
            {
                // Its folder went away, or cannot be written any more.
            }

            return true;
        });
    }
}
