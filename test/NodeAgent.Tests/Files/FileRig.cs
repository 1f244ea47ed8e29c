using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Tests.Terminals;
using Microsoft.Extensions.DependencyInjection;

namespace Anchorage.NodeAgent.Tests.Files;

/// <summary>The agent's file actions on a real folder, or on a real container, asked over streams as the server asks.</summary>
internal sealed class FileRig : IAsyncDisposable
{
    internal const string Instance = "i1";
    private readonly ServiceProvider _services;
    private readonly TestFolder? _folder;

    private FileRig(ServiceProvider services, TestFolder? folder)
    {
        _services = services;
        _folder = folder;
        Handler = _services.GetServices<IStreamHandler>().OfType<FilesStreamHandler>().Single();
    }

    internal FilesStreamHandler Handler { get; }

    /// <summary>The folder that is the root.</summary>
    internal string Path => _folder.ShouldNotBeNull().Path;

    internal static FileRig OnFolder(FileIdentity? identity = null, Action<FilesOptions>? configure = null)
    {
        TestFolder folder = new();
        ServiceCollection services = new();
        services.AddFiles(configure);
        for (int i = services.Count - 1; i >= 0; i--)
        {
            if (services[i].ServiceType == typeof(IFileRootSource))
            {
                services.RemoveAt(i);
            }
        }

        services.AddSingleton<IFileRootSource>(s => new FolderRoots(folder.Path, identity, s.GetRequiredService<FileThreads>()));
        return new FileRig(services.BuildServiceProvider(), folder);
    }

    internal static FileRig OnContainer(TestContainer container)
    {
        ServiceCollection services = new();
        services.AddFiles();
        services.AddSingleton<NodeAgent.Terminals.IContainerShell>(container);
        return new FileRig(services.BuildServiceProvider(), null);
    }

    /// <summary>Does something that is answered with one record.</summary>
    internal async Task<T> AskAsync<T>(string action, object arguments)
    {
        PipeStream stream = new();
        stream.ToAgent.Writer.Complete();
        await Handler.ServeAsync(stream, Call(action, arguments), HostHarness.Deadline);
        stream.FromAgent.Writer.Complete();
        using MemoryStream json = new();
        await foreach (StreamFrame frame in stream.FromAgent.Reader.ReadAllAsync(HostHarness.Deadline))
        {
            if (!frame.IsText)
            {
                json.Write(frame.Data.Span);
            }
            else if (ProtocolJson.Read<FileResult>(Encoding.UTF8.GetString(frame.Data.Span)) is { Error: { } error })
            {
                throw new LinkRequestException(error.Code, error.Message);
            }
        }

        return ProtocolJson.Read<T>(Encoding.UTF8.GetString(json.ToArray()));
    }

    internal Task<FolderListing> ListAsync(string? path, string? cursor = null, int limit = 1000, string sort = "name", bool descending = false) =>
        AskAsync<FolderListing>(FileActions.List, new ListFolder(path, cursor, limit, sort, descending));

    internal Task<FileEntry> StatAsync(string path) => AskAsync<FileEntry>(FileActions.Stat, new FilePlace(path));

    internal Task<TrashEntry> DeleteAsync(string path) => AskAsync<TrashEntry>(FileActions.Delete, new FilePlace(path));

    internal Task<FileEntry> RestoreAsync(string id, string? target = null) => AskAsync<FileEntry>(FileActions.Restore, new RestoreFile(id, target));

    /// <summary>The code with which something is refused.</summary>
    internal async Task<string> RefusalAsync(string action, object arguments) => (await Should.ThrowAsync<LinkRequestException>(AskAsync<JsonElement>(action, arguments))).Code;

    /// <summary>Reads a file, or a range of it.</summary>
    /// <param name="between">Runs when the agent has said what it has, before it sends.</param>
    internal async Task<(FileEntry Entry, byte[] Bytes)> ReadAsync(string path, long offset = 0, long? length = null, Action? between = null)
    {
        PipeStream stream = new();
        Task serving = Handler.ServeAsync(stream, Call(FileActions.Read, new FilePlace(path)), HostHarness.Deadline);
        if (await Task.WhenAny(serving, stream.FromAgent.Reader.WaitToReadAsync(HostHarness.Deadline).AsTask()) == serving)
        {
            await serving;
        }

        FileEntry entry = ProtocolJson.Read<FileEntry>(Encoding.UTF8.GetString((await stream.FromAgent.Reader.ReadAsync(HostHarness.Deadline)).Data.Span));
        between?.Invoke();
        await SendAsync(stream, ProtocolJson.Write(new FileRange(offset, length ?? entry.Size - offset)));
        await serving;
        stream.FromAgent.Writer.Complete();
        using MemoryStream bytes = new();
        await foreach (StreamFrame frame in stream.FromAgent.Reader.ReadAllAsync(HostHarness.Deadline))
        {
            bytes.Write(frame.Data.Span);
        }

        return (entry, bytes.ToArray());
    }

    /// <summary>Writes a file in pieces.</summary>
    /// <param name="end">False for a client that goes away before the end.</param>
    internal async Task<FileResult?> WriteAsync(WriteFile request, IEnumerable<byte[]> pieces, bool end = true, Action? before = null)
    {
        PipeStream stream = new();
        foreach (byte[] piece in pieces)
        {
            await stream.ToAgent.Writer.WriteAsync(new StreamFrame(piece, false), HostHarness.Deadline);
        }

        before?.Invoke();
        if (end)
        {
            await SendAsync(stream, """{"type":"eof"}""");
        }

        stream.ToAgent.Writer.Complete();
        await Handler.ServeAsync(stream, Call(FileActions.Write, request), HostHarness.Deadline);
        return stream.FromAgent.Reader.TryRead(out StreamFrame frame) ? ProtocolJson.Read<FileResult>(Encoding.UTF8.GetString(frame.Data.Span)) : null;
    }

    internal Task<FileResult?> WriteAsync(string path, string text, string? ifMatch = null, bool onlyNew = false, bool parents = false) =>
        WriteAsync(new WriteFile(path, ifMatch, onlyNew, parents, null, null), [Encoding.UTF8.GetBytes(text)]);

    /// <summary>Packs: the bytes and what was said of them.</summary>
    internal async Task<(byte[] Archive, ArchiveBegin Begin, ArchiveEnd End)> PackAsync(string? path, string format, params string[]? names)
    {
        PipeStream stream = new();
        stream.ToAgent.Writer.Complete();
        await Handler.ServeAsync(stream, Call(FileActions.Pack, new PackTree(path, names is [] ? null : names, format)), HostHarness.Deadline);
        stream.FromAgent.Writer.Complete();
        using MemoryStream bytes = new();
        ArchiveBegin? begin = null;
        ArchiveEnd? end = null;
        await foreach (StreamFrame frame in stream.FromAgent.Reader.ReadAllAsync(HostHarness.Deadline))
        {
            if (!frame.IsText)
            {
                bytes.Write(frame.Data.Span);
                continue;
            }

            ArchiveNote note = ProtocolJson.Read<ArchiveNote>(Encoding.UTF8.GetString(frame.Data.Span));
            (begin, end) = (note.Begin ?? begin, note.End ?? end);
            if (note.Error is { } error)
            {
                throw new LinkRequestException(error.Code, error.Message);
            }
        }

        return (bytes.ToArray(), begin.ShouldNotBeNull(), end.ShouldNotBeNull());
    }

    /// <summary>Searches: all hits and how it ended.</summary>
    internal async Task<(List<SearchHit> Hits, SearchEnd End)> SearchAsync(SearchFiles request)
    {
        PipeStream stream = new();
        stream.ToAgent.Writer.Complete();
        await Handler.ServeAsync(stream, Call(FileActions.Search, request), HostHarness.Deadline);
        stream.FromAgent.Writer.Complete();
        List<SearchHit> hits = [];
        SearchEnd? end = null;
        await foreach (StreamFrame frame in stream.FromAgent.Reader.ReadAllAsync(HostHarness.Deadline))
        {
            SearchNote note = ProtocolJson.Read<SearchNote>(Encoding.UTF8.GetString(frame.Data.Span));
            hits.AddRange(note.Hits ?? []);
            end = note.End ?? end;
        }

        return (hits, end.ShouldNotBeNull());
    }

    /// <summary>Unpacks.</summary>
    /// <param name="piece">Bytes of a frame.</param>
    internal async Task<FileResult?> UnpackAsync(string path, byte[] archive, bool into = false, bool outsideLinks = false, bool end = true, int piece = 100_000)
    {
        PipeStream stream = new();
        foreach (byte[] chunk in archive.Chunk(piece))
        {
            await stream.ToAgent.Writer.WriteAsync(new StreamFrame(chunk, false), HostHarness.Deadline);
        }

        if (end)
        {
            await SendAsync(stream, """{"type":"eof"}""");
        }

        stream.ToAgent.Writer.Complete();
        await Handler.ServeAsync(stream, Call(FileActions.Unpack, new UnpackArchive(path, into, true, outsideLinks)), HostHarness.Deadline);
        stream.FromAgent.Writer.Complete();
        FileResult? result = null;
        await foreach (StreamFrame frame in stream.FromAgent.Reader.ReadAllAsync(HostHarness.Deadline))
        {
            result = ProtocolJson.Read<FileResult>(Encoding.UTF8.GetString(frame.Data.Span));
        }

        return result;
    }

    internal static JsonElement Call(string action, object arguments) => ProtocolJson.Element(new FileCall(Instance, action, JsonSerializer.SerializeToElement(arguments, arguments.GetType(), ProtocolJson.Default)));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_folder is not null)
        {
            // The library cannot name every file that is in there.
            (await TestContainer.RunAsync("rm", "-rf", "--", _folder.Path)).Code.ShouldBe(0);
        }
    }

    private static ValueTask SendAsync(PipeStream stream, string text) => stream.ToAgent.Writer.WriteAsync(new StreamFrame(Encoding.UTF8.GetBytes(text), true), HostHarness.Deadline);

    private sealed class FolderRoots(string path, FileIdentity? identity, FileThreads threads) : IFileRootSource
    {
        public Task<FileRoot?> TryOpenAsync(string instanceId, CancellationToken cancellationToken) =>
            Task.FromResult<FileRoot?>(new FileRoot(FileRoot.OpenHandle(path), identity, IdMap.Same, IdMap.Same, FilePath.Root, threads));
    }
}
