using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol.Nodes;
using Microsoft.Extensions.Hosting;

namespace Anchorage.NodeAgent.DriverHost;

/// <summary>Hands every line <c>{"type":...,"payload":...}</c> from stdin to its handler and prints the answer.</summary>
public sealed class LineRequests(IEnumerable<IMessageHandler> handlers, IControlLink link) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var byType = handlers.ToDictionary(h => h.Type);
        link.Post("ready", new LinkError("ready", string.Empty));
        while (await Console.In.ReadLineAsync(stoppingToken) is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var type = document.RootElement.GetProperty("type").GetString()!;
            var payload = document.RootElement.GetProperty("payload").Clone();
            try
            {
                var answer = await byType[type].HandleAsync(payload, stoppingToken);
                link.Post("answer", answer ?? JsonSerializer.SerializeToElement("none"));
            }
            catch (LinkRequestException e)
            {
                link.Post("refused", new LinkError(e.Code, e.Message));
            }
        }
    }
}
