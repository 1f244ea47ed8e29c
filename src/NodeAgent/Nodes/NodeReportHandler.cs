using System.Text.Json;
using Anchorage.NodeAgent.Protocol;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Answers <see cref="MessageTypes.NodeReport"/>.</summary>
/// <param name="reporter">Makes the report.</param>
internal sealed class NodeReportHandler(LinkReporter reporter) : IMessageHandler
{
    /// <inheritdoc/>
    public string Type => MessageTypes.NodeReport;

    /// <inheritdoc/>
    public async Task<JsonElement?> HandleAsync(JsonElement? payload, CancellationToken cancellationToken) =>
        ProtocolJson.Element(await reporter.ReportAsync(cancellationToken));
}
