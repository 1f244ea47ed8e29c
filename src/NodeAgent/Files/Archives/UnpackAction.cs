using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Files.Changing;
using Anchorage.NodeAgent.Files.Roots;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Files;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Files.Archives;

/// <summary>Takes an archive and unpacks it: all of it, or nothing is left.</summary>
internal sealed class UnpackAction(FilesOptions options) : IFileAction
{
    /// <inheritdoc/>
    public string Action => FileActions.Unpack;

    /// <inheritdoc/>
    public async Task ServeAsync(FileRoot root, IAgentStream stream, JsonElement arguments, CancellationToken cancellationToken)
    {
        UnpackArchive request = ProtocolJson.Read<UnpackArchive>(arguments);
        UnpackPlace place = await root.RunAsync(tree => UnpackPlace.Begin(tree, request));
        try
        {
            await stream.AcceptAsync(cancellationToken);
            FileResult result;
            try
            {
                await ReceiveAsync(root, place, request, stream, cancellationToken);
                result = new FileResult(await root.RunAsync(tree => place.Commit(tree, cancellationToken)), null);
            }
            catch (LinkRequestException e)
            {
                result = new FileResult(null, new LinkError(e.Code, e.Message));
            }
            catch (InvalidDataException)
            {
                LinkRequestException damaged = ArchiveErrors.Invalid("it is damaged");
                result = new FileResult(null, new LinkError(damaged.Code, damaged.Message));
            }

            // Removed before it is told: who hears of a refusal finds nothing half.
            await DisposeAsync(root, place);
            await stream.SayAsync(result, cancellationToken);
        }
        catch (ClientGoneException)
        {
            // Nobody to tell.
        }
        finally
        {
            await DisposeAsync(root, place);
        }
    }

    private async Task ReceiveAsync(FileRoot root, UnpackPlace place, UnpackArchive request, IAgentStream stream, CancellationToken cancellationToken)
    {
        byte[] first = new byte[4];
        FrameStream frames = new(stream, default);
        int count = await frames.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, cancellationToken);
        using HeadedStream whole = new(first.AsMemory(0, count), frames);
        Unpacking unpacking = new(root, place, request, options);
        switch (first)
        {
            case [(byte)'P', (byte)'K', 3 or 5, 4 or 6]:
                await ReceiveZipAsync(root, place, unpacking, whole, stream, cancellationToken);
                break;
            case [0x1F, 0x8B, ..]:
                await using (GZipStream plain = new(whole, CompressionMode.Decompress))
                {
                    await unpacking.RunAsync(new TarReader(plain), cancellationToken);
                    await DrainAsync(plain, cancellationToken);
                }

                break;
            default:
                await unpacking.RunAsync(new TarReader(whole), cancellationToken);
                await DrainAsync(whole, cancellationToken);
                break;
        }
    }

    /// <summary>The list of a zip stands at its end: it is kept beside the target first.</summary>
    private async Task ReceiveZipAsync(FileRoot root, UnpackPlace place, Unpacking unpacking, Stream input, IAgentStream stream, CancellationToken cancellationToken)
    {
        byte[] name = TempName.Make();
        await using ZipFile zip = await root.RunAsync(_ => ZipFile.Begin(root, place, name));
        byte[] buffer = new byte[PackWalk.Piece];
        for (int count; (count = await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0;)
        {
            await zip.AppendAsync(buffer.AsMemory(0, count), options);
        }

        Task working = unpacking.RunAsync(new ZipReader(zip, options), cancellationToken);
        while (await Task.WhenAny(working, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None)) != working)
        {
            await stream.WriteAsync("{}"u8.ToArray(), text: true, cancellationToken);
        }

        await working;
    }

    /// <summary>Further zeros, and the check sum of what was compressed.</summary>
    private static async Task DrainAsync(Stream input, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[PackWalk.Piece];
        while (await input.ReadAsync(buffer, cancellationToken) > 0)
        {
            // To the end.
        }
    }

    private static Task DisposeAsync(FileRoot root, UnpackPlace place) => root.RunAsync(_ =>
    {
        place.Dispose();
        return true;
    });
}
