using System.Net;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Operations;

namespace Anchorage.NodeAgent.Instances.Isolation;

/// <summary>One bridge network per owner, made with the first container and removed with the last.</summary>
internal sealed class OwnerNetworks(DockerClient client, InstancesOptions options)
{
    private const int MaxTries = 8;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);

    /// <summary>Makes the owner's network if it is not there, and keeps it until the lease is disposed.</summary>
    public async Task<IDisposable> AcquireAsync(string ownerId, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await EnsureAsync(ownerId, cancellationToken);
            lock (_users)
            {
                _users[ownerId] = _users.GetValueOrDefault(ownerId) + 1;
            }

            return new Lease(this, ownerId);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Removes the owner's network when no container, running or not, belongs to the owner.</summary>
    public async Task RemoveIfUnusedAsync(string ownerId, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            lock (_users)
            {
                if (_users.ContainsKey(ownerId))
                {
                    return;
                }
            }

            var containers = await client.ListContainersAsync($"{InstanceNames.OwnerLabel}={ownerId}", cancellationToken);
            if (containers.Count == 0 && await client.InspectNetworkAsync(InstanceNames.Network(ownerId), cancellationToken) is { } network && IsOurs(network))
            {
                await client.RemoveNetworkAsync(network.Id, cancellationToken);
            }
        }
        catch (DockerException e) when (!e.IsUnavailable)
        {
            // Somebody attached something of their own: the network stays.
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Removes every network of ours whose owner has no container left.</summary>
    public async Task RemoveUnusedAsync(CancellationToken cancellationToken)
    {
        var containers = await client.ListContainersAsync($"{InstanceNames.InstallationLabel}={options.InstallationId}", cancellationToken);
        var busy = containers.Select(c => c.Labels?.GetValueOrDefault(InstanceNames.OwnerLabel)).ToHashSet(StringComparer.Ordinal);
        var networks = await client.ListNetworksAsync(cancellationToken);
        foreach (var ownerId in networks.Where(IsOurs).Select(n => n.Labels?.GetValueOrDefault(InstanceNames.OwnerLabel)).OfType<string>().Where(o => !busy.Contains(o)))
        {
            await RemoveIfUnusedAsync(ownerId, cancellationToken);
        }
    }

    private async Task EnsureAsync(string ownerId, CancellationToken cancellationToken)
    {
        var name = InstanceNames.Network(ownerId);
        if (await client.InspectNetworkAsync(name, cancellationToken) is { } known)
        {
            if (!IsOurs(known))
            {
                throw new WorkFailedException(WorkErrors.ContainerFailed, $"A network named {name} exists that this agent did not make. Remove it: docker network rm {name}");
            }

            return;
        }

        var networks = await client.ListNetworksAsync(cancellationToken);
        var used = networks.SelectMany(n => n.Ipam?.Config ?? []).Select(c => IPNetwork.TryParse(c.Subnet, out var net) ? net : default)
            .Where(n => n.PrefixLength > 0).Concat(SubnetPicker.OfThisMachine()).ToArray();
        DockerException? last = null;
        foreach (var subnet in SubnetPicker.Candidates(IPNetwork.Parse(options.NetworkPool), options.NetworkPrefix, ownerId, used).Take(MaxTries))
        {
            try
            {
                await client.CreateNetworkAsync(Plan(ownerId, name, subnet), cancellationToken);
                return;
            }
            catch (DockerException e) when (e.Fault == DockerFault.SubnetInUse)
            {
                last = e;
            }
        }

        throw new WorkFailedException(WorkErrors.ContainerFailed, $"No free network is left in {options.NetworkPool}. Choose a larger pool with ANCHORAGE_AGENT_NETWORK_POOL.", inner: last);
    }

    private NetworkCreate Plan(string ownerId, string name, IPNetwork subnet) => new(
        name,
        "bridge",
        CheckDuplicate: true,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [InstanceNames.ManagedLabel] = "1",
            [InstanceNames.InstallationLabel] = options.InstallationId,
            [InstanceNames.OwnerLabel] = ownerId,
        },
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["com.docker.network.bridge.name"] = InstanceNames.Bridge(ownerId),
            ["com.docker.network.bridge.enable_icc"] = "true",
        },
        new Ipam([new IpamConfig(subnet.ToString())]));

    private bool IsOurs(NetworkInfo network) => network.Labels?.GetValueOrDefault(InstanceNames.InstallationLabel) == options.InstallationId;

    private void Release(string ownerId)
    {
        lock (_users)
        {
            if (_users[ownerId] == 1)
            {
                _users.Remove(ownerId);
            }
            else
            {
                _users[ownerId]--;
            }
        }
    }

    private sealed class Lease(OwnerNetworks networks, string ownerId) : IDisposable
    {
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                networks.Release(ownerId);
            }
        }
    }
}
