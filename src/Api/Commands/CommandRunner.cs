using System.Collections.Immutable;
using System.Text.Json;
using Anchorage.Grains;
using Anchorage.Grains.Abstractions.Commands;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Audit;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.Api.Commands;

/// <summary>
/// The allow-list (inventory D8): each type with a payload of its own, one answer, a deadline, and a row of the audit that names the type and the keys of the payload, never a
/// value. Every front door that runs commands comes through here.
/// </summary>
internal sealed class CommandRunner(IGrainFactory grains, CommandFiles files, CommandViews views, AuditTrail audit, IIdSource ids, TimeProvider time)
{
    private const int MaxKeys = 20;
    private const int MaxName = 60;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    /// <summary>Every type, sorted.</summary>
    internal static readonly ImmutableSortedSet<string> Types = ImmutableSortedSet.Create(
        StringComparer.Ordinal,
        "ping", "get_status", "get_instance_info", "get_instance_id", "get_logs", "get_configuration", "get_browse", "get_available_folders", "get_recursive_files",
        "get_file_comparison_data", "read_file_content", "update_file", "restart_service", "execute_doh_operation");

    /// <summary>Runs a command.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="instance">Id of the instance.</param>
    /// <param name="type">The type; anything that is not of the list is refused and noted.</param>
    /// <param name="payload">What belongs to it.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <returns>What belongs to the type, as JSON shows it.</returns>
    /// <exception cref="AnchorageException"><c>instance_not_found</c>, <c>forbidden</c>, <c>unknown_command</c>, <c>invalid_payload</c>, <c>node_offline</c>, <c>agent_timeout</c>, ...</exception>
    internal async Task<object> RunAsync(Caller caller, string instance, string? type, JsonElement payload, CancellationToken cancellationToken)
    {
        InstanceAccess access = await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(instance)).BeginCommand(caller);
        ImmutableDictionary<string, string> details = ImmutableDictionary<string, string>.Empty.Add("type", Short(type ?? string.Empty)).Add("keys", Keys(payload));
        return await audit.Run(caller, AuditActions.CommandSent, access.Resource, () => WithinAsync(caller, access, type, payload, cancellationToken), details);
    }

    private static string Short(string name) => name.Length <= MaxName ? name : name[..MaxName] + "…";

    private static string Keys(JsonElement payload) => payload.ValueKind == JsonValueKind.Object
        ? string.Join(' ', payload.EnumerateObject().Take(MaxKeys).Select(p => Short(p.Name)))
        : string.Empty;

    private async Task<object> WithinAsync(Caller caller, InstanceAccess access, string? type, JsonElement payload, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            return await DoAsync(caller, access, type, payload, deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AnchorageException(ErrorCodes.AgentTimeout, ("node", access.NodeId));
        }
    }

    private async Task<object> DoAsync(Caller caller, InstanceAccess access, string? type, JsonElement payload, CancellationToken cancellationToken)
    {
        string id = access.InstanceId;
        switch (type)
        {
            case "ping":
                PingPayload ping = Read<PingPayload>(type, payload);
                InstanceCheck alive = await CheckAsync(caller, id);
                return new { type = "pong", timestamp = Now, uptime = alive.Measured!.UptimeSeconds, echo = ping.Echo };
            case "get_status":
                Read<NoPayload>(type, payload);
                return CloudInstance.Of(await CheckAsync(caller, id));
            case "get_instance_info":
                Read<NoPayload>(type, payload);
                return CloudInstance.Of(await CheckAsync(caller, id)).DetailedInfo!;
            case "get_instance_id":
                Read<NoPayload>(type, payload);
                return new { instanceId = id, userId = access.OwnerId, fingerprint = id };
            case "get_logs":
                return await views.LogsAsync(caller, id, Read<LogsPayload>(type, payload), cancellationToken);
            case "get_configuration":
                Read<NoPayload>(type, payload);
                return await views.ConfigurationAsync(caller, id, cancellationToken);
            case "get_browse":
                BrowsePayload browse = Read<BrowsePayload>(type, payload);
                return await files.AskAsync<BrowseListing>(caller, id, FileActions.Browse, new BrowseFolder(browse.Path, browse.IncludeFiles), cancellationToken);
            case "get_available_folders":
                FoldersPayload folders = Read<FoldersPayload>(type, payload);
                return await files.AskAsync<BrowseListing>(caller, id, FileActions.Folders, new FindFolders(folders.BasePath, folders.Recursive), cancellationToken);
            case "get_recursive_files" or "get_file_comparison_data":
                return await files.TreeAsync(caller, id, Read<TreePayload>(type, payload), type == "get_file_comparison_data", cancellationToken);
            case "read_file_content":
                return await files.ReadAsync(caller, id, Read<ReadFilePayload>(type, payload), cancellationToken);
            case "update_file":
                return await files.UpdateAsync(caller, id, Read<UpdateFilePayload>(type, payload), cancellationToken);
            case "restart_service":
                RestartPayload restart = Read<RestartPayload>(type, payload);
                return restart.Service is "service" or "doh"
                    ? Begun("restart", await Operation().ChangeInstance(caller, id, InstanceVerb.Restart, null))
                    : throw CommandPayloads.Invalid(type, "service must be \"service\"");
            case "execute_doh_operation":
                return await ExecuteAsync(caller, id, Read<OperationPayload>(type, payload).Operation);
            default:
                throw new AnchorageException(ErrorCodes.UnknownCommand, ("types", string.Join(", ", Types)));
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private static T Read<T>(string type, JsonElement payload)
        where T : class => CommandPayloads.Read<T>(type, payload);

    private static object Begun(string name, InstanceOperation begun) => new { success = true, operation = name, operationId = begun.Operation?.Id, state = begun.Operation?.State };

    private IOperationGrain Operation() => grains.GetGrain<IOperationGrain>(GrainKeys.Operation(ids.NewId()));

    private async Task<InstanceCheck> CheckAsync(Caller caller, string id)
    {
        InstanceCheck check = await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(id)).Ping(caller);
        CloudInstances.RequireAnswer(check);
        return check;
    }

    /// <summary>Only what the node offers is asked for; the node looks again, for it knows best.</summary>
    private async Task<object> ExecuteAsync(Caller caller, string id, string name)
    {
        ImmutableArray<string> offered = (await CheckAsync(caller, id)).Measured!.Operations;
        if (!offered.Contains(name, StringComparer.Ordinal))
        {
            string problem = offered.IsEmpty ? "the node of this instance offers no operations" : $"the node of this instance offers {string.Join(", ", offered)}";
            throw new AnchorageException(ErrorCodes.UnknownOperation, ("problem", $"There is no such operation; {problem}"));
        }

        return Begun(name, await Operation().ExecuteNamed(caller, id, name));
    }
}
