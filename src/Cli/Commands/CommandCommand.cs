using System.CommandLine;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Operations;

namespace Anchorage.Cli.Commands;

/// <summary><c>anchorage command INSTANCE TYPE</c>: one command of the allow-list.</summary>
internal sealed class CommandCommand : CliCommand
{
    private readonly Argument<string> _instance = new("INSTANCE") { Description = "Name or id" };
    private readonly Argument<string> _type = new("TYPE") { Description = "ping, get_status, get_logs, read_file_content, execute_doh_operation, ..." };
    private readonly Flag<string?> _payload = new("--payload", "JSON", "What belongs to the type, as a JSON object");
    private readonly WaitFlags _wait = new();

    public CommandCommand(CliHost host)
        : base("command", "Run a command of the list in an instance", host)
    {
        Add(_instance);
        Add(_type);
        Add(_payload);
        _wait.AddTo(this);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var api = call.Api();
        string route = $"/api/cloud/instance/{Uri.EscapeDataString(call.Get(_instance)!)}/command";
        CommandRequest request = new(call.Get(_type)!, Payload(call.Get(_payload)));
        var answer = await api.PostAsync(route, request, ApiJson.Default.CommandRequest, ApiJson.Default.CommandReply, cancel);
        JsonElement result = answer.Value.Result;
        if (result.ValueKind == JsonValueKind.Object && result.TryGetProperty("operationId", out JsonElement id) && id.GetString() is { } operation && _wait.Wanted(call))
        {
            var begun = await api.GetAsync($"/api/operations/{Uri.EscapeDataString(operation)}", ApiJson.Default.OperationInfo, cancel);
            var ended = await OperationFollower.FollowAsync(call, api, begun.Value, _wait.Limit(call), cancel);
            call.Output.Document(ended.Raw);
            return ExitCodes.Ok;
        }

        // A log is text: on a terminal it is read, not parsed.
        if (!call.Output.Json && result.ValueKind == JsonValueKind.Object && result.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String
            && !(result.TryGetProperty("encoding", out JsonElement encoding) && encoding.GetString() == "base64"))
        {
            call.Output.Line(content.GetString()!);
            return ExitCodes.Ok;
        }

        call.Output.Document(answer.Raw);
        return ExitCodes.Ok;
    }

    private static JsonElement? Payload(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            JsonElement payload = JsonElement.Parse(text);
            return payload.ValueKind == JsonValueKind.Object ? payload : throw CliException.Usage("--payload must be a JSON object, such as '{\"lines\":50}'.");
        }
        catch (JsonException)
        {
            throw CliException.Usage("--payload is not valid JSON; it must be an object, such as '{\"lines\":50}'.");
        }
    }
}
