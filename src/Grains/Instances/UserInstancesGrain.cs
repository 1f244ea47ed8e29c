using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Storage;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Instances;

/// <summary>See <see cref="IUserInstancesGrain"/>.</summary>
[GrainType("uinst")]
public sealed class UserInstancesGrain(
    [PersistentState("uinst")] IPersistentState<UserInstancesState> state, IOptions<InstancesOptions> options, IIdSource ids, IDocumentIndex index, TimeProvider time) : Grain, IUserInstancesGrain
{
    private string UserId => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private ImmutableDictionary<string, string> Names => state.State.Names;

    private ImmutableDictionary<string, DateTimeOffset> Trashed => state.State.Trashed;

    /// <inheritdoc/>
    public async Task<string> Reserve(string instanceId, string? name, int quota)
    {
        if (Names.TryGetValue(instanceId, out string? reserved))
        {
            return reserved;
        }

        if (name is not null && IsTaken(name))
        {
            throw new AnchorageException(ErrorCodes.InstanceNameTaken, ("name", name));
        }

        RequireQuota(quota);
        name ??= InstanceRules.FreeName(ids, IsTaken);
        await index.Upsert(Document(instanceId, name));
        await Save(state.State with { Names = Names.Add(instanceId, name) });
        return name;
    }

    /// <inheritdoc/>
    public async Task<string> AddMachine(string instanceId, string name)
    {
        if (!Names.TryGetValue(instanceId, out string? listed))
        {
            listed = InstanceRules.MachineName(name, IsTaken);
            await index.Upsert(Document(instanceId, listed));
            await Save(state.State with { Names = Names.Add(instanceId, listed), Machines = state.State.Machines.Add(instanceId) });
        }

        return listed;
    }

    /// <inheritdoc/>
    public async Task Trash(string instanceId, DateTimeOffset purgeAt)
    {
        if (!Names.TryGetValue(instanceId, out string? name))
        {
            return;
        }

        await index.Upsert(TrashDocument(instanceId, name, purgeAt));
        ImmutableDictionary<string, DateTimeOffset> trashed = Trashed.SetItem(instanceId, purgeAt);
        foreach (string oldest in trashed.OrderByDescending(t => t.Value).Skip(options.Value.TrashPerOwner).Select(t => t.Key).ToArray())
        {
            trashed = trashed.SetItem(oldest, time.GetUtcNow());
            await index.Upsert(TrashDocument(oldest, Names[oldest], trashed[oldest]));
        }

        await Save(state.State with { Trashed = trashed });
        await index.Remove(InstanceIndex.Kind, instanceId);
    }

    /// <inheritdoc/>
    public async Task<string> Restore(string instanceId, int quota)
    {
        if (!Names.TryGetValue(instanceId, out string? name))
        {
            throw Fail.NotFound("instance", instanceId);
        }

        if (!Trashed.ContainsKey(instanceId))
        {
            // A crash may have come between the two.
            await index.Remove(InstanceIndex.Trash, instanceId);
            return name;
        }

        RequireQuota(quota);
        name = IsTaken(name) ? InstanceRules.FreeName(ids, IsTaken) : name;
        await index.Upsert(Document(instanceId, name));
        await Save(state.State with { Names = Names.SetItem(instanceId, name), Trashed = Trashed.Remove(instanceId) });
        await index.Remove(InstanceIndex.Trash, instanceId);
        return name;
    }

    /// <inheritdoc/>
    public async Task Rename(string instanceId, string name)
    {
        if (!Names.TryGetValue(instanceId, out string? former) || former == name)
        {
            return;
        }

        if (IsTaken(name))
        {
            throw new AnchorageException(ErrorCodes.InstanceNameTaken, ("name", name));
        }

        await index.Upsert(Document(instanceId, name));
        await Save(state.State with { Names = Names.SetItem(instanceId, name) });
    }

    /// <inheritdoc/>
    public async Task Release(string instanceId)
    {
        if (Names.ContainsKey(instanceId))
        {
            await Save(new UserInstancesState { Names = Names.Remove(instanceId), Trashed = Trashed.Remove(instanceId), Machines = state.State.Machines.Remove(instanceId) });
            await index.Remove(InstanceIndex.Kind, instanceId);
            await index.Remove(InstanceIndex.Trash, instanceId);
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ObjectName>> List() =>
        Task.FromResult<ImmutableArray<ObjectName>>([.. Names.Select(n => new ObjectName(n.Key, n.Value)).OrderBy(n => Trashed.ContainsKey(n.Id)).ThenBy(n => n.Name, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public async Task KeysChanged()
    {
        foreach (string id in Names.Keys.Except(state.State.Machines).Order(StringComparer.Ordinal).ToArray())
        {
            await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(id)).KeysChanged();
        }
    }

    private bool IsTaken(string name) => Names.Any(n => n.Value == name && !Trashed.ContainsKey(n.Key));

    private void RequireQuota(int quota)
    {
        int count = Containers(state.State);
        if (count >= quota)
        {
            throw new AnchorageException(
                ErrorCodes.InstanceQuotaReached, ("count", count.ToString(CultureInfo.InvariantCulture)), ("limit", quota.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private IndexedDocument Document(string id, string name) => new(InstanceIndex.Kind, id, UserId, name, name, "{}");

    private IndexedDocument TrashDocument(string id, string name, DateTimeOffset purgeAt) =>
        new(InstanceIndex.Trash, id, UserId, name, purgeAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), "{}");

    private static int Containers(UserInstancesState names) => names.Names.Count - names.Trashed.Count - names.Machines.Count;

    private async Task Save(UserInstancesState next)
    {
        await state.Save(next);
        await GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(UserId)).SetInstanceCount(Containers(next));
    }
}
