using System.Text.Json;
using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Api.Instances;

/// <summary><c>GET /api/instances/{id}/logs</c>: the bytes come from the agent over a stream, never through a grain.</summary>
internal static class LogsEndpoint
{
    private const int MaxBytes = 8 * 1024 * 1024;

    public static async Task<IResult> HandleAsync(string id, HttpContext context, IGrainFactory grains, InstanceLists lists, IStreamBroker broker)
    {
        int tail = Paging.Number(context, "tail", 200, 1, 5_000);
        string instance = await lists.Resolve(context.Caller(), id);
        StreamGrant grant = await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(instance)).GrantLogs(context.Caller(), tail);
        await using NodeStream stream = await broker.OpenAsync(grant, context.RequestAborted);
        List<LogLine> lines = [];
        int bytes = 0;
        bool truncated = false;
        while (await stream.ReadAsync(context.RequestAborted) is { } frame)
        {
            bytes += frame.Data.Length;
            if (bytes > MaxBytes)
            {
                truncated = true;
                break;
            }

            if (frame.IsText && JsonSerializer.Deserialize(frame.Data.Span, ProtocolJson.Default.LogLine) is { } line)
            {
                lines.Add(line);
            }
        }

        return Json.Ok(new LogAnswer(lines, truncated));
    }
}
