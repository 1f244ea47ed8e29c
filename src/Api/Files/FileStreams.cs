using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Files;

/// <summary>Asks the instance for permission and opens the stream to its files.</summary>
internal sealed class FileStreams(
    IGrainFactory grains, InstanceLists lists, IStreamBroker broker, Authoriser authoriser, AuditTrail audit, IOptions<FilesOptions> options, TimeProvider time)
{
    private const string Kind = "file";

    /// <summary>The limits.</summary>
    internal FilesOptions Options => options.Value;

    /// <summary>Time without a byte after which a transfer ends.</summary>
    internal TimeSpan Idle => TimeSpan.FromSeconds(options.Value.IdleSeconds);

    /// <summary>Does something and reads its answer.</summary>
    internal Task<TAnswer> AskAsync<TAnswer>(HttpContext context, string instance, string action, object arguments) =>
        AskAsync<TAnswer>(context.Caller(), instance, action, arguments, context.RequestAborted);

    /// <summary>The same for any front door.</summary>
    internal async Task<TAnswer> AskAsync<TAnswer>(Caller caller, string instance, string action, object arguments, CancellationToken cancellationToken) =>
        await AnswerAsync<TAnswer>(await PermitAsync(caller, instance, action, arguments), cancellationToken);

    /// <summary>Does something and gives its answer as the agent wrote it.</summary>
    internal async Task<ReadOnlyMemory<byte>> AskJsonAsync(HttpContext context, string instance, string action, object arguments)
    {
        InstanceGrant grant = await PermitAsync(context.Caller(), instance, action, arguments);
        return await LongAnswer.ReadJsonAsync(token => OpenAsync(grant, token), Idle, error => Failed(grant, error), () => grant.Silent(), context.RequestAborted);
    }

    /// <summary>The same for a change, between its two rows of the audit.</summary>
    internal Task<TAnswer> ChangeAsync<TAnswer>(HttpContext context, string instance, string action, object arguments, string audited, params (string Name, string? Value)[] details) =>
        ChangeAsync<TAnswer>(context.Caller(), instance, action, arguments, audited, context.RequestAborted, details);

    /// <summary>The same for a change, between its two rows of the audit.</summary>
    internal async Task<TAnswer> ChangeAsync<TAnswer>(
        Caller caller, string instance, string action, object arguments, string audited, CancellationToken aborted, params (string Name, string? Value)[] details)
    {
        InstanceGrant grant = await PermitAsync(caller, instance, action, arguments);
        return await AuditAsync(caller, grant, audited, () => AnswerAsync<TAnswer>(grant, aborted), details);
    }

    /// <summary>The id of an instance that is named by id or name.</summary>
    internal Task<string> ResolveAsync(Caller caller, string instance) => lists.Resolve(caller, instance);

    /// <summary>Asks the grain.</summary>
    internal async Task<InstanceGrant> PermitAsync(Caller caller, string instance, string action, object arguments)
    {
        string id = await lists.Resolve(caller, instance);
        return await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(id)).GrantFiles(caller, action, ProtocolJson.Write(arguments));
    }

    /// <summary>Opens what was granted.</summary>
    internal Task<NodeStream> OpenAsync(InstanceGrant grant, CancellationToken cancellationToken) => broker.OpenAsync(grant, Kind, cancellationToken);

    /// <summary>Watches, while bytes flow, that the caller still may.</summary>
    internal RightsWatch Watch(Caller caller, InstanceGrant grant, string permission, CancellationToken aborted) =>
        new(async () => (await authoriser.Decide(caller, permission, grant.Instance.Resource)).Code, time, aborted);

    /// <summary>Runs a change between its two rows of the audit.</summary>
    internal Task<T> AuditAsync<T>(Caller caller, InstanceGrant grant, string audited, Func<Task<T>> act, params (string Name, string? Value)[] details) =>
        audit.Run(caller, audited, grant.Instance.Resource, act, AuditDetails.Of(details));

    /// <summary>Notes that somebody else than the owner reads.</summary>
    internal async Task NoteReadingAsync(Caller caller, InstanceGrant grant, string path)
    {
        if (caller.PrincipalId != grant.Instance.OwnerId)
        {
            await audit.Note(caller, AuditActions.FilesRead, grant.Instance.Resource, details: AuditDetails.Of(("path", path)));
        }
    }

    /// <summary>What the agent said when the work had begun.</summary>
    internal static AnchorageException Failed(InstanceGrant grant, LinkError? error) => grant.Failed(error, Kind);

    /// <summary>Opens what was granted and reads its one answer.</summary>
    /// <param name="grant">What to open.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="send">Sends what the agent waits for before it answers; null for nothing.</param>
    internal Task<T> AnswerAsync<T>(InstanceGrant grant, CancellationToken cancellationToken, Func<NodeStream, CancellationToken, Task>? send = null) => LongAnswer.ReadAsync<T>(
        token => OpenAsync(grant, send, token),
        Idle,
        error => Failed(grant, error),
        () => grant.Silent(),
        progress: null,
        cancellationToken);

    private async Task<NodeStream> OpenAsync(InstanceGrant grant, Func<NodeStream, CancellationToken, Task>? send, CancellationToken cancellationToken)
    {
        NodeStream stream = await OpenAsync(grant, cancellationToken);
        try
        {
            await (send?.Invoke(stream, cancellationToken) ?? Task.CompletedTask);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
