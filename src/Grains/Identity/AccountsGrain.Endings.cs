using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Shares;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Operations;

namespace Anchorage.Grains.Identity;

/// <content>How accounts end: removal and expiry.</content>
public sealed partial class AccountsGrain
{
    /// <inheritdoc/>
    public async Task Delete(Caller caller, string userId)
    {
        UserInfo user = await Find(caller, userId);
        await RequireRole(caller, user.Role);
        if (caller.PrincipalId == userId)
        {
            throw new AnchorageException(ErrorCodes.CannotDeleteSelf);
        }

        if (user.Role == UserRole.Superadmin)
        {
            await RequireAnotherSuperadmin(user);
        }

        await audit.Run(caller, AuditActions.UserDeleted, Resource(user), async () =>
        {
            await User(userId).BeginDelete();
            await state.Save(State with
            {
                Superadmins = State.Superadmins.Remove(userId),
                Admins = State.Admins.Remove(userId),
                Expiries = State.Expiries.Remove(userId),
                Deleting = State.Deleting.SetItem(userId, user.Username),
            });
            await FinishDelete(userId);
        });
    }

    /// <inheritdoc/>
    public async Task Sweep()
    {
        DateTimeOffset now = time.GetUtcNow();
        await RemoveUnfinished();
        foreach (string id in State.Expiries.Where(e => e.Value <= now).Select(e => e.Key).Order(StringComparer.Ordinal).ToArray())
        {
            await Expire(id);
        }

        foreach (string id in State.Deleting.Keys.Order(StringComparer.Ordinal).ToArray())
        {
            await FinishDelete(id);
        }
    }

    private async Task Expire(string userId)
    {
        Caller system = Caller.System("expiry");
        bool now = await User(userId).ExpireIfDue();
        if (await User(userId).Read() is not { Status: UserStatus.Expired } user)
        {
            // The account says when it ends; the note of it here was left behind by a change that was cut off.
            await Correct(userId);
            return;
        }

        if (now)
        {
            await audit.Note(system, AuditActions.UserExpired, Resource(user));
        }

        bool all = true;
        foreach (ObjectName instance in await Instances(userId).List())
        {
            all &= await IsMachine(instance.Id) || await Try(instance.Id, InstanceVerb.Stop, system, AuditActions.InstanceStopExpired);
        }

        // An instance that cannot be stopped now (its node is offline) is tried again at the next sweep.
        if (all)
        {
            await state.Save(State with { Expiries = State.Expiries.Remove(userId) });
        }
    }

    private async Task Correct(string userId)
    {
        if (await User(userId).Read() is { } user)
        {
            await Note(user);
        }
        else
        {
            await state.Save(State with { Expiries = State.Expiries.Remove(userId) });
        }
    }

    /// <summary>Removes the account when its last instance is gone; asks for what is still there to be deleted.</summary>
    private async Task FinishDelete(string userId)
    {
        ImmutableArray<ObjectName> instances = await Instances(userId).List();
        foreach (ObjectName instance in instances)
        {
            await (await IsMachine(instance.Id) ? Part(instance.Id) : Try(instance.Id, InstanceVerb.Delete, Caller.System("account-deletion"), null));
        }

        if (instances.IsEmpty)
        {
            if (await User(userId).Read() is { } user)
            {
                await GrainFactory.GetGrain<IGroupsGrain>(GrainKeys.Groups).Forget(userId);
                await EndShares(userId);
                await Name("user", user.Username).Release(userId);
                await Name("email", user.Email).Release(userId);
                await User(userId).Erase();
            }

            await state.Save(State with { Deleting = State.Deleting.Remove(userId) });
        }
    }

    private async Task EndShares(string userId)
    {
        IUserSharesGrain shares = GrainFactory.GetGrain<IUserSharesGrain>(GrainKeys.UserShares(userId));
        IEnumerable<string> given = (await shares.GetGrants()).Select(static g => g.ShareId);
        foreach (string share in given.Concat((await shares.GetMade()).Keys).ToArray())
        {
            await GrainFactory.GetGrain<IShareGrain>(GrainKeys.Share(share)).End("account_deleted");
        }
    }

    private IUserInstancesGrain Instances(string userId) => GrainFactory.GetGrain<IUserInstancesGrain>(GrainKeys.UserInstances(userId));

    private async Task<bool> IsMachine(string instanceId) =>
        await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(instanceId)).Read() is { Kind: InstanceKinds.Machine };

    /// <summary>Parts from a machine. One that still holds containers of others stays, and the account with it, until they are gone.</summary>
    private async Task<bool> Part(string machineId)
    {
        try
        {
            await GrainFactory.GetGrain<INodeGrain>(GrainKeys.Node(machineId)).Revoke(Caller.System("account-deletion"), force: false);
            return true;
        }
        catch (AnchorageException)
        {
            return false;
        }
    }

    /// <summary>Begins work on an instance. What cannot be begun now is tried again at the next sweep.</summary>
    private async Task<bool> Try(string instanceId, InstanceVerb verb, Caller caller, string? note)
    {
        InstanceOperation? begun = await GrainFactory.TryChange(ids, caller, instanceId, verb);
        if (note is not null && begun?.Operation is not null)
        {
            await audit.Note(caller, note, new ResourceRef("instance", instanceId, begun.Instance.Owner.Id, begun.Instance.Name));
        }

        return begun is not null;
    }
}
