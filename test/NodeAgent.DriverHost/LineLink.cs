using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.NodeAgent.DriverHost;

/// <summary>A control link whose other end is a test: every message is a line <c>{"type":...,"payload":...}</c> on stdout. Requests count as answered.</summary>
public sealed class LineLink : IControlLink
{
    public event Func<CancellationToken, Task>? Connected;

    public void Post<T>(string type, T payload)
    {
        var line = $"{{\"type\":{JsonSerializer.Serialize(type)},\"payload\":{ProtocolJson.Write(payload)}}}";
        lock (this)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }

    public Task RequestAsync<T>(string type, T payload, CancellationToken cancellationToken)
    {
        Post(type, payload);
        return Task.CompletedTask;
    }

    public Task ConnectAsync(CancellationToken cancellationToken) => Connected?.Invoke(cancellationToken) ?? Task.CompletedTask;
}
