using System.Text.Json;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Instances;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Replaces the keys of an instance: at once when it runs, else they wait in its container for the next start, so that a removed key does not come back with it.</summary>
internal sealed class KeysHandler(KeyInstaller installer, PendingKeys pending, InstanceObserver observer, WorkRunner runner) : IMessageHandler
{
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1, 1))];

    /// <inheritdoc/>
    public string Type => MessageTypes.InstanceKeys;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken)
    {
        var ask = ProtocolJson.Read<SetInstanceKeys>(payload);
        try
        {
            SpecRules.CheckId(ask.InstanceId, "instance");
            SpecRules.CheckKeys(ask.AuthorizedKeys);
            var stripe = _stripes[(uint)ask.InstanceId.GetHashCode(StringComparison.Ordinal) % (uint)_stripes.Length];
            await stripe.WaitAsync(cancellationToken);
            try
            {
                return ProtocolJson.Element(new InstanceKeysSet(await SetAsync(ask, cancellationToken)));
            }
            finally
            {
                stripe.Release();
            }
        }
        catch (DockerException e)
        {
            throw new LinkRequestException(DockerFailures.Code(e), e.Message);
        }
        catch (WorkFailedException e)
        {
            throw new LinkRequestException(e.Code, e.Message);
        }
    }

    private async Task<bool> SetAsync(SetInstanceKeys ask, CancellationToken cancellationToken)
    {
        var seen = await observer.ObserveAsync(ask.InstanceId, cancellationToken);
        if (seen.State == "gone" && !runner.IsBusy(ask.InstanceId))
        {
            throw new LinkRequestException(WorkErrors.InstanceNotFound, $"The node has nothing of instance {ask.InstanceId}.");
        }

        // Written first: when the rest fails the keys are still brought in with the next start.
        pending.Write(ask.InstanceId, ask.AuthorizedKeys);
        if (seen.ContainerId is not { } containerId)
        {
            return false;
        }

        if (seen.State != "running")
        {
            await installer.UploadAsync(containerId, ask.AuthorizedKeys, cancellationToken);
            return false;
        }

        await installer.InstallAsync(containerId, ask.AuthorizedKeys, cancellationToken);
        pending.Clear(ask.InstanceId);
        return true;
    }
}
