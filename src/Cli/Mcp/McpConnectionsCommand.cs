using System.Globalization;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Mcp;

internal sealed class McpConnectionsCommand(CliHost host) : CliCommand("connections", "List programs that are connected as you", host)
{
    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var answer = await call.Api().GetAsync("/api/cloud/mcp-connections", ApiJson.Default.McpConnectionList, cancel);
        call.Output.List(
            [.. answer.Value.Connections.Select(c => new ApiAnswer<McpConnection>(c.Deserialize(ApiJson.Default.McpConnection)!, c))],
            ("PROGRAM", c => c.Client),
            ("VERSION", c => c.Version),
            ("PROTOCOL", c => c.Protocol),
            ("TOKEN", c => c.TokenId),
            ("CALLS", c => c.Calls.ToString(CultureInfo.InvariantCulture)),
            ("SEEN", c => ConsoleOutput.At(DateTimeOffset.FromUnixTimeMilliseconds(c.LastActivity))));
        return ExitCodes.Ok;
    }
}
