using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Mcp;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>Looking at instances.</summary>
internal static class InstanceTools
{
    private const int MaxListed = 200;
    private const int MaxLogBytes = 256 * 1024;

    public static readonly ImmutableArray<Tool> All =
    [
        new Tool<ListArguments, ListAnswer>(
            "list_user_instances", "List instances", "Lists the instances of the user and those shared with them. Only those with mcpControllable true can be used.",
            ToolNature.Reads, [], ListAsync),
        new Tool<OnInstance, StatusAnswer>(
            "get_status", "Status of an instance", "Tells what an instance is doing now: state, node, image, limits, ports, work in progress.",
            ToolNature.Reads, [Permissions.ReadInstance], StatusAsync),
        new Tool<LogsArguments, LogsAnswer>(
            "get_logs", "Log of an instance", "Reads the last lines that the first process of an instance printed.",
            ToolNature.Reads, [Permissions.ReadLogs], LogsAsync),
    ];

    /// <summary>An instance as it is.</summary>
    public static async Task<StatusAnswer> ReadAsync(ToolCall call)
    {
        InstanceInfo i = await call.Services.Grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(call.Instance)).Get(call.Caller);
        return new StatusAnswer(
            i.Id, i.Name, i.Kind, i.Owner.Name, i.Status, i.Desired, i.Node?.Name, i.Node?.Online ?? false, i.Image?.Title ?? string.Empty,
            [.. i.Ports.Select(static p => new Port(p.Name, p.Container))], i.Operation?.Kind, i.Error?.Message, i.StartedAt, i.McpApproval, i.Permissions ?? []);
    }

    private static async Task<ListAnswer> ListAsync(ToolCall call, ListArguments arguments)
    {
        Page<InstanceInfo> own = await call.Services.Instances.List(call.Caller, all: false, trash: false, arguments.Query, null, MaxListed);
        ImmutableArray<InstanceInfo> shared = await call.Services.Instances.Shared(call.Caller, arguments.Query);
        return new ListAnswer([.. own.Items.Concat(shared).Take(MaxListed).Select(static i => new Listed(i.Id, i.Name, i.Owner.Name, i.McpControllable ? i.Status : null, i.McpControllable))], own.NextCursor is not null);
    }

    private static Task<StatusAnswer> StatusAsync(ToolCall call, OnInstance arguments) => ReadAsync(call);

    private static async Task<LogsAnswer> LogsAsync(ToolCall call, LogsArguments arguments)
    {
        StreamGrant grant = await call.Services.Grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(call.Instance)).GrantLogs(call.Caller, arguments.Lines);
        await using NodeStream stream = await call.Services.Broker.OpenAsync(grant, call.Over);
        List<LogLine> lines = [];
        int bytes = 0;
        while (await stream.ReadAsync(call.Over) is { } frame)
        {
            bytes += frame.Data.Length;
            if (bytes > MaxLogBytes)
            {
                return new LogsAnswer(lines, true);
            }

            if (frame.IsText && JsonSerializer.Deserialize(frame.Data.Span, ProtocolJson.Default.LogLine) is { } line)
            {
                lines.Add(line);
            }
        }

        return new LogsAnswer(lines, false);
    }

    internal sealed record OnInstance([property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance) : IOnInstance;

    internal sealed record ListArguments([property: Description("Part of the name."), StringLength(100)] string? Query = null);

    internal sealed record ListAnswer(IReadOnlyList<Listed> Instances, [property: Description("True when there are more; ask with query.")] bool Truncated);

    internal sealed record Listed(
        string Id, string Name, string Owner, [property: Description("Null when the instance is not open to programs.")] InstanceStatus? Status, bool McpControllable);

    internal sealed record StatusAnswer(
        string Id,
        string Name,
        string Kind,
        string Owner,
        InstanceStatus Status,
        [property: Description("What its people want: running or stopped.")] string Desired,
        string? Node,
        bool NodeOnline,
        string Image,
        IReadOnlyList<Port> Ports,
        [property: Description("Work in progress.")] string? Operation,
        [property: Description("Why the last work failed.")] string? Error,
        DateTimeOffset? StartedAt,
        [property: Description("Which calls wait for a person: writes, off or all.")] McpApproval McpApproval,
        IReadOnlyList<string> Permissions);

    internal sealed record Port(string Name, int Container);

    internal sealed record LogsArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("How many lines, the newest."), Range(1, 1000)] int Lines = 100) : IOnInstance;

    internal sealed record LogsAnswer(IReadOnlyList<LogLine> Lines, [property: Description("True when the rest was left out: 256 KiB at most.")] bool Truncated);
}
