using Anchorage.Api.Identity;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Instances;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.Api.Git;

/// <summary>Asks the instance for permission, opens the stream to git in it and reads the answer. A right that is lost ends the work.</summary>
internal sealed class GitCalls(IGrainFactory grains, InstanceLists lists, IStreamBroker broker, Authoriser authoriser, AuditTrail audit, TimeProvider time)
{
    private const string Kind = "repository";

    // The agent says each second that it works.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    /// <summary>Reads something.</summary>
    /// <param name="context">The request.</param>
    /// <param name="instance">Id or name.</param>
    /// <param name="action">A name of <c>GitActions</c>.</param>
    /// <param name="arguments">The record that belongs to it.</param>
    /// <param name="looked">Where somebody who is not the owner looks at content, the repository: it is noted.</param>
    internal Task<T> AskAsync<T>(HttpContext context, string instance, string action, object arguments, string? looked = null) =>
        AskAsync<T>(context.Caller(), instance, action, arguments, context.RequestAborted, looked);

    /// <summary>The same for any front door.</summary>
    internal async Task<T> AskAsync<T>(Caller caller, string instance, string action, object arguments, CancellationToken aborted, string? looked = null)
    {
        InstanceGrant grant = await PermitAsync(caller, instance, action, arguments);
        if (looked is not null && caller.PrincipalId != grant.Instance.OwnerId)
        {
            await audit.Note(caller, AuditActions.GitRead, grant.Instance.Resource, details: AuditDetails.Of(("repo", looked)));
        }

        return await AnswerAsync<T>(caller, grant, Permissions.ReadGit, null, aborted);
    }

    /// <summary>Changes something, between its two rows of the audit.</summary>
    internal Task<T> ChangeAsync<T>(
        HttpContext context, string instance, string action, object arguments, string audited, Func<string?, Task>? progress, params (string Name, string? Value)[] details) =>
        ChangeAsync<T>(context.Caller(), instance, action, arguments, audited, progress, context.RequestAborted, details);

    /// <summary>The same for any front door.</summary>
    internal async Task<T> ChangeAsync<T>(
        Caller caller, string instance, string action, object arguments, string audited, Func<string?, Task>? progress, CancellationToken aborted, params (string Name, string? Value)[] details)
    {
        InstanceGrant grant = await PermitAsync(caller, instance, action, arguments);
        return await audit.Run(caller, audited, grant.Instance.Resource, () => AnswerAsync<T>(caller, grant, Permissions.WriteGit, progress, aborted), AuditDetails.Of(details));
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
                token => broker.OpenAsync(grant, Kind, token),
                Idle,
                error => grant.Failed(error, Kind),
                () => grant.Silent(),
                progress,
                watch.Over);
        }
        catch (OperationCanceledException) when (watch.Code is { } code)
        {
            throw new AnchorageException(code, ("instance", grant.Instance.Name));
        }
    }
}
