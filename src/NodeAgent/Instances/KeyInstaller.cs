using System.Formats.Tar;
using System.Text;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Operations;

namespace Anchorage.NodeAgent.Instances;

/// <summary>
/// Brings public keys into a container. They lie in <c>/run/anchorage/authorized_keys</c>; the image's <c>merge-keys</c> puts them into the managed block of
/// <c>/root/.ssh/authorized_keys</c> at every start, and now when the container runs. Lines outside the block are the user's and stay.
/// </summary>
internal sealed class KeyInstaller(DockerClient client)
{
    private const string KeysVariable = "ANCHORAGE_KEYS";
    private const string KeysLabel = "anchorage.keys";

    // Linux takes 128 KiB for one variable with its name.
    private const int LongestVariable = 96 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    // Runs inside the container as its own root: whatever links the user has put in the way lead nowhere but into the container.
    // The script is constant; the keys come as a variable.
    private const string Script =
        $"umask 077 && mkdir -p /run/anchorage && printf '%s' \"${KeysVariable}\" >/run/anchorage/authorized_keys.new && " +
        "mv -f /run/anchorage/authorized_keys.new /run/anchorage/authorized_keys && exec /usr/local/lib/anchorage/merge-keys";

    /// <summary>
    /// The variable with which a container is made so that its first start brings the keys: a quarter of a second faster than an upload, for which the engine mounts the container twice.
    /// Null when the image does not read it, or when the keys are too long: then they are uploaded.
    /// </summary>
    public static string? Variable(ImageInspect image, IReadOnlyList<string> keys) =>
        image.Config?.Labels?.GetValueOrDefault(KeysLabel) == "environment" && Text(keys) is { Length: <= LongestVariable } text ? $"{KeysVariable}={text}" : null;

    /// <summary>Lays the keys down for the next start. For containers that do not run.</summary>
    public Task UploadAsync(string containerId, IReadOnlyList<string> keys, CancellationToken cancellationToken) => client.UploadAsync(containerId, Archive(keys), cancellationToken);

    /// <summary>Puts the keys in force in a running container.</summary>
    /// <exception cref="WorkFailedException"><c>container_failed</c>: the program in the container failed.</exception>
    public async Task InstallAsync(string containerId, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await client.ExecAsync(containerId, ["/bin/sh", "-c", Script], [$"{KeysVariable}={Text(keys)}"], Deadline, cancellationToken);
        if (exitCode != 0)
        {
            throw new WorkFailedException(WorkErrors.ContainerFailed, $"The keys could not be written inside the container (exit code {exitCode}): {output}");
        }
    }

    private static byte[] Archive(IReadOnlyList<string> keys)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "run/anchorage/") { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute });
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(Text(keys)));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "run/anchorage/authorized_keys") { Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, DataStream = content });
        }

        return bytes.ToArray();
    }

    private static string Text(IReadOnlyList<string> keys) => string.Concat(keys.Select(k => k + "\n"));
}
