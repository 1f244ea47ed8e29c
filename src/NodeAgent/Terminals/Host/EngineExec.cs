using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Starts a shell inside a running container by the Engine's exec API, for containers whose runtime cannot be called directly.</summary>
internal static class EngineExec
{
    private const int LongestHeader = 16 * 1024;

    /// <summary>Starts the shell.</summary>
    /// <exception cref="ShellStartException">The Engine refused.</exception>
    internal static async Task<IPty> StartAsync(EngineLaunch launch, int columns, int rows, TimeProvider time, CancellationToken cancellationToken)
    {
        var engine = new EngineClient(launch.Socket);
        Socket? stream = null;
        try
        {
            var create = new JsonObject
            {
                ["AttachStdin"] = true,
                ["AttachStdout"] = true,
                ["AttachStderr"] = true,
                ["Tty"] = true,
                ["Cmd"] = new JsonArray([.. launch.Command.Select(static part => JsonValue.Create(part))]),
                ["Env"] = new JsonArray([.. launch.Environment.Select(static part => JsonValue.Create(part))]),
                ["WorkingDir"] = "/",
            };
            using JsonDocument created = await engine.SendAsync(HttpMethod.Post, $"/containers/{launch.ContainerId}/exec", create, cancellationToken);
            string execId = created.RootElement.GetProperty("Id").GetString()!;
            stream = await engine.ConnectAsync(cancellationToken);
            byte[] firstOutput = await UpgradeAsync(stream, execId, cancellationToken);
            var pty = new EnginePty(engine, execId, launch.ContainerId, stream, firstOutput, time);
            pty.Resize(columns, rows);
            return pty;
        }
        catch
        {
            stream?.Dispose();
            engine.Dispose();
            throw;
        }
    }

    // After the answer's header the connection is the terminal itself, so it is written and read by hand, byte by byte up to the empty line.
    private static async Task<byte[]> UpgradeAsync(Socket stream, string execId, CancellationToken cancellationToken)
    {
        const string body = """{"Detach":false,"Tty":true}""";
        string request = $"POST /exec/{execId}/start HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
            + $"Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n{body}";
        await stream.SendAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        byte[] buffer = new byte[LongestHeader];
        int count = 0;
        int end;
        while ((end = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int read = count < buffer.Length ? await stream.ReceiveAsync(buffer.AsMemory(count), cancellationToken) : 0;
            if (read == 0)
            {
                throw new ShellStartException(TerminalErrors.StartFailed, "The container engine ended the connection instead of starting the shell.");
            }

            count += read;
        }

        string status = Encoding.ASCII.GetString(buffer, 0, buffer.AsSpan(0, end).IndexOf((byte)'\r') is var line and >= 0 ? line : end);
        return status.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)
            ? buffer[(end + 4)..count]
            : throw new ShellStartException(TerminalErrors.StartFailed, $"The container engine did not start the shell: {status}");
    }
}
