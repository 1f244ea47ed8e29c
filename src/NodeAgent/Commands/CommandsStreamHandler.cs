using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Commands;
using Anchorage.NodeAgent.Protocol.Streams;
using Anchorage.NodeAgent.Terminals;

namespace Anchorage.NodeAgent.Commands;

/// <summary>Serves <see cref="StreamKinds.Commands"/>.</summary>
internal sealed class CommandsStreamHandler(CommandTargets targets, CommandsOptions options, LogReader logs) : IStreamHandler
{
    /// <inheritdoc/>
    public string Kind => StreamKinds.Commands;

    /// <inheritdoc/>
    public async Task ServeAsync(IAgentStream stream, JsonElement payload, CancellationToken cancellationToken)
    {
        CommandCall call = ProtocolJson.Read<CommandCall>(payload);
        switch (call.Action)
        {
            case CommandActions.Log:
                await JsonStream.AnswerAsync(stream, await logs.ReadAsync(call.InstanceId, ProtocolJson.Read<ReadNamedLog>(call.Arguments), cancellationToken), cancellationToken);
                break;
            case CommandActions.Configuration:
                IReadOnlyList<ConfigurationEntry> entries = await targets.Of(call.InstanceId).DescribeAsync(call.InstanceId, cancellationToken);
                await JsonStream.AnswerAsync(stream, new InstanceConfiguration([.. entries, .. Offered()]), cancellationToken);
                break;
            default:
                throw new LinkRequestException("unknown_request", $"This agent does not know the command '{call.Action}'.");
        }
    }

    private IEnumerable<ConfigurationEntry> Offered() =>
    [
        .. options.Operations.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new ConfigurationEntry("operations", o.Key, $"{o.Value.Command![0]} with {o.Value.Command.Count - 1} arguments", false)),
        .. options.Logs.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new ConfigurationEntry("logs", l.Key, l.Value.File ?? l.Value.Journal!, false)),
    ];
}
