using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Tells the server of a former identity that the machine has left it, so that its owner sees why it is offline. Nothing depends on it: that server may be gone.</summary>
internal static class Farewell
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Tells it.</summary>
    /// <returns>Whether the server has taken note.</returns>
    public static async Task<bool> SayAsync(AgentIdentity former, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(Deadline, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using ServerConnection server = new(ServerAddress.Parse(former.Server, "identity.json"), new ServerTrust(former.Pin), time);

            // A key whose answer got lost may be the one that the server knows.
            foreach (string? key in (string?[])[former.PrivateKey, former.PendingKey])
            {
                if (key is not null && await SayAsync(server, former.NodeId, key, linked.Token))
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or ServerRefusedException or AgentOptionsException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It stays listed there as a machine that is offline.
        }

        return false;
    }

    private static async Task<bool> SayAsync(ServerConnection server, string nodeId, string key, CancellationToken cancellationToken)
    {
        PartRequest request = new(nodeId, NodeKey.Sign(key, PartRequest.SignedText(nodeId)));
        (int status, _) = await server.PostAsync("agent/part", ProtocolJson.Write(request), cancellationToken);
        return status == 204;
    }
}
