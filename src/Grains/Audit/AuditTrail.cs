using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Authorisation;
using Anchorage.Grains.Events;
using Microsoft.Extensions.Logging;

namespace Anchorage.Grains.Audit;

/// <summary>Writes the audit: an intent before an action and its outcome after. A failing audit never blocks the action, it is logged.</summary>
public sealed partial class AuditTrail(IAuditStore store, RightsCache rights, EventPublisher events, TimeProvider time, ILogger<AuditTrail> logger)
{
    /// <summary>Runs an action between its two rows.</summary>
    /// <param name="caller">Who acts.</param>
    /// <param name="action">A name of <see cref="AuditActions"/>.</param>
    /// <param name="resource">What it is done to.</param>
    /// <param name="act">The action.</param>
    /// <param name="details">Plain values; never a secret.</param>
    /// <param name="created">Names the object that the action made, when it made one.</param>
    public async Task<T> Run<T>(
        Caller caller,
        string action,
        ResourceRef resource,
        Func<Task<T>> act,
        ImmutableDictionary<string, string>? details = null,
        Func<T, string>? created = null)
    {
        AuditTicket ticket = await Begin(caller, action, resource, details);
        T result;
        try
        {
            result = await act();
        }
        catch (Exception exception)
        {
            await End(ticket, AuditResult.Failed, (exception as AnchorageException)?.Code ?? ErrorCodes.InternalError);
            throw;
        }

        await End(ticket, AuditResult.Succeeded, null, created?.Invoke(result));
        return result;
    }

    /// <summary>Runs an action without a result between its two rows.</summary>
    public Task Run(Caller caller, string action, ResourceRef resource, Func<Task> act, ImmutableDictionary<string, string>? details = null) =>
        Run(
            caller,
            action,
            resource,
            async () =>
            {
                await act();
                return true;
            },
            details);

    /// <summary>Writes the intent of work that ends later.</summary>
    public async Task<AuditTicket> Begin(Caller caller, string action, ResourceRef resource, ImmutableDictionary<string, string>? details = null)
    {
        AuditIntent intent = new()
        {
            Action = action,
            Actor = new AuditActor(await KindOf(caller), caller.PrincipalId, caller.Name, caller.CredentialId),
            Origin = caller.Origin,
            Object = new AuditObject(resource.Kind, resource.Id, resource.Name, resource.OwnerId),
            Details = details ?? ImmutableDictionary<string, string>.Empty,
        };
        try
        {
            return new AuditTicket(await store.Begin(intent), intent, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotWritten(exception, action, caller.PrincipalId);
            return new AuditTicket(0, intent, time.GetUtcNow());
        }
    }

    /// <summary>Writes the outcome.</summary>
    /// <returns>False when it could not be written: the row is still pending.</returns>
    public async Task<bool> End(AuditTicket ticket, AuditResult result, string? errorCode, string? objectId = null)
    {
        AuditOutcome outcome = new()
        {
            Result = result,
            ErrorCode = errorCode,
            Duration = time.GetUtcNow() - ticket.Began,
            ObjectId = objectId,
            Level = result is AuditResult.Succeeded ? null : AuditLevel.Warn,
        };
        bool written = false;
        try
        {
            if (ticket.Id != 0)
            {
                await store.Complete(ticket.Id, outcome);
            }

            written = true;
            await events.Audited(ticket, outcome);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotWritten(exception, ticket.Intent.Action, ticket.Intent.Actor.Id);
        }

        return written;
    }

    /// <summary>Writes a refusal.</summary>
    public async Task Refused(Caller caller, string permission, ResourceRef resource, string code)
    {
        AuditTicket ticket = await Begin(
            caller, AuditActions.AccessRefused, resource, ImmutableDictionary<string, string>.Empty.Add("permission", permission));
        await End(ticket, AuditResult.Refused, code);
    }

    /// <summary>Writes something that has happened.</summary>
    public async Task Note(Caller caller, string action, ResourceRef resource, AuditResult result = AuditResult.Succeeded, string? code = null, ImmutableDictionary<string, string>? details = null) =>
        await End(await Begin(caller, action, resource, details), result, code);

    private async ValueTask<AuditActorKind> KindOf(Caller caller) => caller.Kind switch
    {
        CallerKind.System => AuditActorKind.System,
        CallerKind.LocalAdmin => AuditActorKind.Admin,
        CallerKind.User => await rights.Get(caller.PrincipalId) is { Role: UserRole.Admin or UserRole.Superadmin } ? AuditActorKind.Admin : AuditActorKind.User,
        _ => AuditActorKind.User,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit of {Action} by {Actor} could not be written.")]
    private partial void LogNotWritten(Exception exception, string action, string actor);
}
