using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Starts a shell inside a running container by the Engine's exec API, for containers whose runtime cannot be called directly.</summary>
internal static class EngineExec
{
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
            byte[] firstOutput = await ExecConnection.StartAsync(stream, $"/exec/{execId}/start", tty: true, cancellationToken);
            var pty = new EnginePty(engine, execId, launch.ContainerId, stream, firstOutput, time);
            pty.Resize(columns, rows);
            return pty;
        }
        catch (Exception failure)
        {
            stream?.Dispose();
            engine.Dispose();
            if (failure is IOException)
            {
                throw new ShellStartException(TerminalErrors.StartFailed, failure.Message);
            }

            throw;
        }
    }
}
