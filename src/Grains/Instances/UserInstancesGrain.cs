using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Storage;

namespace Anchorage.Grains.Instances;

/// <summary>See <see cref="IUserInstancesGrain"/>.</summary>
[GrainType("uinst")]
public sealed class UserInstancesGrain(
    [PersistentState("uinst")] IPersistentState<UserInstancesState> state, IIdSource ids, IDocumentIndex index) : Grain, IUserInstancesGrain
{
    private string UserId => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private ImmutableDictionary<string, string> Names => state.State.Names;

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

        if (Names.Count >= quota)
        {
            throw new AnchorageException(
                ErrorCodes.InstanceQuotaReached, ("count", Names.Count.ToString(CultureInfo.InvariantCulture)), ("limit", quota.ToString(CultureInfo.InvariantCulture)));
        }

        name ??= InstanceRules.FreeName(ids, IsTaken);
        await index.Upsert(Document(instanceId, name));
        await Save(Names.Add(instanceId, name));
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
        await Save(Names.SetItem(instanceId, name));
    }

    /// <inheritdoc/>
    public async Task Release(string instanceId)
    {
        if (Names.ContainsKey(instanceId))
        {
            await Save(Names.Remove(instanceId));
            await index.Remove(InstanceIndex.Kind, instanceId);
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ObjectName>> List() =>
        Task.FromResult<ImmutableArray<ObjectName>>([.. Names.Select(n => new ObjectName(n.Key, n.Value)).OrderBy(n => n.Name, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public async Task KeysChanged()
    {
        foreach (string id in Names.Keys.Order(StringComparer.Ordinal).ToArray())
        {
            await GrainFactory.GetGrain<IInstanceSystemGrain>(GrainKeys.Instance(id)).KeysChanged();
        }
    }

    private bool IsTaken(string name) => Names.Values.Contains(name, StringComparer.Ordinal);

    private IndexedDocument Document(string id, string name) => new(InstanceIndex.Kind, id, UserId, name, name, "{}");

    private async Task Save(ImmutableDictionary<string, string> names)
    {
        await state.Save(new UserInstancesState { Names = names });
        await GrainFactory.GetGrain<IUserSystemGrain>(GrainKeys.User(UserId)).SetInstanceCount(names.Count);
    }
}
