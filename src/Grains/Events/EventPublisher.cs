using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Events;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;

namespace Anchorage.Grains.Events;

/// <summary>Sends events to the feeds of those who may read their object: its owner, the administrators, and whom the publisher names. Nobody else learns of it.</summary>
public sealed class EventPublisher(IGrainFactory grains, RightsCache rights, TimeProvider time)
{
    private static readonly TimeSpan AdministratorsMaxAge = TimeSpan.FromSeconds(2);

    private ImmutableArray<string> _administrators = [];
    private long? _administratorsAt;

    /// <summary>Publishes.</summary>
    /// <param name="name">Name of the event.</param>
    /// <param name="objectKey">Events of one object replace each other while they wait; null never waits.</param>
    /// <param name="payload">The payload as the API shows it.</param>
    /// <param name="ownerId">The owner of the object; null for nobody.</param>
    /// <param name="administrators">Whether administrators may read it.</param>
    /// <param name="others">Ids of further users who see the object now.</param>
    /// <param name="instanceId">The instance that the object is, or belongs to: those with whom it is shared may read it too.</param>
    public async Task Publish<T>(
        string name, string? objectKey, T payload, string? ownerId, bool administrators = true, IEnumerable<string>? others = null, string? instanceId = null)
    {
        string json = ApiJson.Write(payload);
        HashSet<string> readers = new(others ?? [], StringComparer.Ordinal);
        if (ownerId is not null)
        {
            readers.Add(ownerId);
            if (instanceId is not null && await rights.Get(ownerId) is { Status: UserStatus.Active })
            {
                foreach (string reader in await grains.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(ownerId)).GetReaders(instanceId))
                {
                    readers.UnionWith(GroupInfo.IsGroup(reader) ? await GetMembers(reader) : [reader]);
                }
            }
        }

        if (administrators)
        {
            readers.UnionWith(await GetAdministrators());
        }

        foreach (string reader in readers)
        {
            await grains.GetGrain<IUserFeedGrain>(GrainKeys.Feed(reader)).Publish(name, objectKey, json);
        }
    }

    /// <summary>Publishes a finished row of the audit to its actor, the object's owner and the administrators.</summary>
    internal async Task Audited(AuditTicket ticket, AuditOutcome outcome)
    {
        AuditIntent intent = ticket.Intent;
        AuditEvent row = new()
        {
            Id = ticket.Id,
            At = ticket.Began,
            Level = outcome.Level ?? intent.Level,
            Action = intent.Action,
            Actor = intent.Actor,
            Origin = intent.Origin,
            Object = outcome.ObjectId is { } id ? intent.Object! with { Id = id } : intent.Object,
            Outcome = outcome.Result,
            ErrorCode = outcome.ErrorCode,
            Details = intent.Details.SetItems(outcome.Details),
            DurationMs = (long)outcome.Duration.TotalMilliseconds,
        };
        await Publish(EventNames.AuditAppended, null, row, intent.Actor.Kind == AuditActorKind.System ? null : intent.Actor.Id);
    }

    private async Task<IEnumerable<string>> GetMembers(string groupId) =>
        (await grains.GetGrain<IGroupsGrain>(GrainKeys.Groups).Find(groupId))?.Members.Select(static m => m.Id) ?? [];

    private async ValueTask<ImmutableArray<string>> GetAdministrators()
    {
        if (_administratorsAt is not { } at || time.GetElapsedTime(at) > AdministratorsMaxAge)
        {
            _administrators = await grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts).GetAdministrators();
            _administratorsAt = time.GetTimestamp();
        }

        return _administrators;
    }
}
