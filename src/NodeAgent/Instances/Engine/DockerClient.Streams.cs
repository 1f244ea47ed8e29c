using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Instances.Engine;

internal sealed partial class DockerClient
{
    private const int KeptExecOutput = 4096;
    private static readonly string[] WatchedActions = ["create", "start", "die", "oom", "pause", "unpause", "destroy", "rename", "update"];

    /// <summary>Follows the engine's events about containers and volumes until the connection ends.</summary>
    /// <param name="opened">Called when the engine has begun to send; what happens from then on is seen.</param>
    public async IAsyncEnumerable<EngineEvent> EventsAsync(Action opened, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = "/events?" + Filters(("type", ["container", "volume"]), ("event", WatchedActions));
        using var response = await GuardAsync(Short, cancellationToken, token => SendAsync(HttpMethod.Get, path, null, negotiated: true, token));
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        opened();
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            if (line.Length > 0 && JsonSerializer.Deserialize(line, EngineJson.Default.EngineEvent) is { } change)
            {
                yield return change;
            }
        }
    }

    /// <summary>Reads the last lines of a container's log.</summary>
    public async IAsyncEnumerable<LogLine> LogsAsync(string id, int tail, bool tty, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = $"/containers/{Uri.EscapeDataString(id)}/logs?stdout=1&stderr=1&timestamps=1&tail={tail}";
        using var response = await GuardAsync(Short, cancellationToken, token => SendAsync(HttpMethod.Get, path, null, negotiated: true, token));
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var decoder = new LogDecoder(framed: !tty);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            foreach (var line in decoder.Push(buffer.AsSpan(0, read)))
            {
                yield return line;
            }
        }

        foreach (var line in decoder.Finish())
        {
            yield return line;
        }
    }

    /// <summary>Runs a program inside a running container, without input, and waits for its end.</summary>
    /// <returns>Exit code and the first output, for a message.</returns>
    public Task<(int ExitCode, string Output)> ExecAsync(
        string id, IReadOnlyList<string> command, IReadOnlyList<string> environment, TimeSpan deadline, CancellationToken cancellationToken) =>
        GuardAsync(deadline, cancellationToken, async token =>
        {
            var create = Body(new ExecCreate(command, environment, AttachStdout: true, AttachStderr: true), EngineJson.Default.ExecCreate);
            var exec = await CallAsync(HttpMethod.Post, $"/containers/{Uri.EscapeDataString(id)}/exec", create, EngineJson.Default.EngineId, Short, token);
            var output = new StringBuilder();
            using (var response = await SendAsync(HttpMethod.Post, $"/exec/{exec.Id}/start", Body(new ExecStart(false, false), EngineJson.Default.ExecStart), negotiated: true, token))
            {
                await using var stream = await response.Content.ReadAsStreamAsync(token);
                var decoder = new LogDecoder(framed: true, timestamps: false);
                var buffer = new byte[4096];
                int read;
                while ((read = await stream.ReadAsync(buffer, token)) > 0)
                {
                    foreach (var line in decoder.Push(buffer.AsSpan(0, read)).Where(_ => output.Length < KeptExecOutput))
                    {
                        output.Append(line.Text).Append('\n');
                    }
                }
            }

            var end = await InspectExecAsync(exec.Id, token);
            return (end.ExitCode ?? -1, output.ToString().Trim());
        });

    /// <summary>Makes a program ready to be run inside a running container, with all three standard streams.</summary>
    /// <returns>Id of the exec.</returns>
    public async Task<string> CreateExecAsync(string id, IReadOnlyList<string> command, IReadOnlyList<string> environment, string? directory, CancellationToken cancellationToken)
    {
        var create = Body(new ExecCreate(command, environment, AttachStdout: true, AttachStderr: true, AttachStdin: true, directory), EngineJson.Default.ExecCreate);
        return (await CallAsync(HttpMethod.Post, $"/containers/{Uri.EscapeDataString(id)}/exec", create, EngineJson.Default.EngineId, Short, cancellationToken)).Id;
    }

    /// <summary>Looks at an exec.</summary>
    public Task<ExecInspect> InspectExecAsync(string execId, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"/exec/{execId}/json", null, EngineJson.Default.ExecInspect, Short, cancellationToken);

    private async ValueTask<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw FaultClassifier.FromTransport(e, Endpoint);
        }
    }
}
