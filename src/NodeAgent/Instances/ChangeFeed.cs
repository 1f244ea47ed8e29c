using System.Collections.Concurrent;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Tells the server about instances that changed: at most four times a second each, and never in the middle of work of our own, whose outcome says the same.</summary>
internal sealed class ChangeFeed(InstanceObserver observer, WorkRunner runner, IControlLink link, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<string, bool> _dirty = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>An instance may have changed.</summary>
    public void Mark(string instanceId)
    {
        _dirty[instanceId] = true;
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    /// <summary>Everything may have changed: the engine was out of sight.</summary>
    /// <exception cref="DockerException">The engine cannot be asked.</exception>
    public async Task MarkAllAsync(CancellationToken cancellationToken)
    {
        foreach (var instance in await observer.ObserveAllAsync(cancellationToken))
        {
            Mark(instance.InstanceId);
        }
    }

    /// <summary>Reports until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_dirty.IsEmpty)
            {
                await _wake.WaitAsync(cancellationToken);
            }

            await Task.Delay(Pause, time, cancellationToken);
            foreach (var instanceId in _dirty.Keys.Where(id => !runner.IsBusy(id)))
            {
                _dirty.TryRemove(instanceId, out _);
                try
                {
                    link.Post(MessageTypes.InstanceChanged, await observer.ObserveAsync(instanceId, cancellationToken));
                }
                catch (DockerException)
                {
                    // The engine went out of sight; when it is back everything is marked.
                }
            }
        }
    }
}
