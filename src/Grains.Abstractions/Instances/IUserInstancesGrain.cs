using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Instances;

/// <summary>The instances of one user (key <c>uinst:USER</c>): names, quota and order. An index: the entry is written before the instance; lists skip what is missing.</summary>
[Alias("anchorage.IUserInstancesGrain")]
public interface IUserInstancesGrain : IGrainWithStringKey
{
    /// <summary>Reserves a name within the quota. Repeating it for the same instance is fine. A null name is replaced by a free readable one.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="Errors.AnchorageException"><c>instance_name_taken</c>, <c>instance_quota_reached</c>.</exception>
    [Alias("Reserve")]
    Task<string> Reserve(string instanceId, string? name, int quota);

    /// <summary>Lists a machine under the name that is wanted, or the first of NAME-2, NAME-3 ... that is free. Machines do not count for the quota. Safe to repeat.</summary>
    /// <returns>The name.</returns>
    [Alias("AddMachine")]
    Task<string> AddMachine(string instanceId, string name);

    /// <summary>Gives another name to an instance.</summary>
    /// <exception cref="Errors.AnchorageException"><c>instance_name_taken</c>.</exception>
    [Alias("Rename")]
    Task Rename(string instanceId, string name);

    /// <summary>Removes an instance.</summary>
    [Alias("Release")]
    Task Release(string instanceId);

    /// <summary>Puts an instance into the trash: it neither counts for the quota nor keeps its name from others. Safe to repeat.</summary>
    /// <param name="purgeAt">When it is due to be removed with its data. The trash holds a bounded number per owner: beyond it the oldest is due at once.</param>
    [Alias("Trash")]
    Task Trash(string instanceId, DateTimeOffset purgeAt);

    /// <summary>Takes an instance out of the trash, within the quota. Safe to repeat.</summary>
    /// <returns>Its name: the former one, or a free one when another instance has that now.</returns>
    /// <exception cref="Errors.AnchorageException"><c>instance_quota_reached</c>.</exception>
    [Alias("Restore")]
    Task<string> Restore(string instanceId, int quota);

    /// <summary>Ids by name, those in the trash last.</summary>
    [AlwaysInterleave, Alias("List")]
    Task<ImmutableArray<ObjectName>> List();

    /// <summary>The owner's SSH keys changed: tells every instance.</summary>
    [OneWay, Alias("KeysChanged")]
    Task KeysChanged();
}
