using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Instances;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.Api.Git;

/// <summary>Asks the instance for permission, opens the stream to git in it and reads the answer. A right that is lost ends the work.</summary>
internal sealed class GitCalls(IGrainFactory grains, InstanceLists lists, IStreamBroker broker, Authoriser authoriser, AuditTrail audit, TimeProvider time)
{
    // The agent says each second that it works.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    /// <summary>Reads something.</summary>
    /// <param name="context">The request.</param>
    /// <param name="instance">Id or name.</param>
    /// <param name="action">A name of <c>GitActions</c>.</param>
    /// <param name="arguments">The record that belongs to it.</param>
    /// <param name="looked">Where somebody who is not the owner looks at content, the repository: it is noted.</param>
    internal async Task<T> AskAsync<T>(HttpContext context, string instance, string action, object arguments, string? looked = null)
    {
        InstanceGrant grant = await PermitAsync(context.Caller(), instance, action, arguments);
        if (looked is not null && context.Caller().PrincipalId != grant.Instance.OwnerId)
        {
            await audit.Note(context.Caller(), AuditActions.GitRead, grant.Instance.Resource, details: AuditDetails.Of(("repo", looked)));
        }

        return await AnswerAsync<T>(context.Caller(), grant, Permissions.ReadGit, null, context.RequestAborted);
    }

    /// <summary>Reads something that is no content.</summary>
    internal async Task<T> AskAsync<T>(Caller caller, string instance, string action, object arguments, CancellationToken aborted) =>
        await AnswerAsync<T>(caller, await PermitAsync(caller, instance, action, arguments), Permissions.ReadGit, null, aborted);

    /// <summary>Changes something, between its two rows of the audit.</summary>
    internal async Task<T> ChangeAsync<T>(
        HttpContext context, string instance, string action, object arguments, string audited, Func<string?, Task>? progress, params (string Name, string? Value)[] details)
    {
        InstanceGrant grant = await PermitAsync(context.Caller(), instance, action, arguments);
        return await audit.Run(context.Caller(), audited, grant.Instance.Resource, () => AnswerAsync<T>(context.Caller(), grant, Permissions.WriteGit, progress, context.RequestAborted), AuditDetails.Of(details));
    }

    private async Task<InstanceGrant> PermitAsync(Caller caller, string instance, string action, object arguments)
    {
        string id = await lists.Resolve(caller, instance);
        return await grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(id)).GrantGit(caller, action, ProtocolJson.Write(arguments));
    }

    private async Task<T> AnswerAsync<T>(Caller caller, InstanceGrant grant, string permission, Func<string?, Task>? progress, CancellationToken aborted)
    {
        ResourceRef resource = grant.Instance.Resource;
        await using RightsWatch watch = new(async () => (await authoriser.Decide(caller, permission, resource)).Code, time, aborted);
        try
        {
            return await LongAnswer.ReadAsync<T>(
                token => OpenAsync(grant, token),
                Idle,
                error => Failed(error, grant),
                () => new AnchorageException(ErrorCodes.AgentTimeout, ("node", grant.Instance.NodeId)),
                progress,
                watch.Over);
        }
        catch (OperationCanceledException) when (watch.Code is { } code)
        {
            throw new AnchorageException(code, ("instance", grant.Instance.Name));
        }
    }

    private async Task<NodeStream> OpenAsync(InstanceGrant grant, CancellationToken cancellationToken)
    {
        try
        {
            return await broker.OpenAsync(grant.Stream, cancellationToken);
        }
        catch (AnchorageException e)
        {
            throw new AnchorageException(e.Code, e.Args.SetItem("instance", grant.Instance.Name));
        }
    }

    private static AnchorageException Failed(LinkError error, InstanceGrant grant) => ErrorRegistry.Find(error.Code) is not null
        ? new(error.Code, ("problem", error.Message), ("node", grant.Instance.NodeId), ("instance", grant.Instance.Name))
        : new(ErrorCodes.AgentError, ("node", grant.Instance.NodeId), ("problem", error.Message));
}
