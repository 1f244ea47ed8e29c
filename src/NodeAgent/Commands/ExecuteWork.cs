using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Operations;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Commands;

namespace Anchorage.NodeAgent.Commands;

/// <summary>
/// Runs an operation that the node's administrator named. What an agent was killed over is not run again, since nobody knows how far it came and whether it may be repeated: it
/// ends as interrupted.
/// </summary>
internal sealed class ExecuteWork(CommandTargets targets, CommandsOptions options, OperationOutputs outputs, TimeProvider time) : IWorkAction
{
    private const int DefaultSeconds = 3600;
    private const int MaxMessage = 200;
    private readonly ConcurrentDictionary<string, bool> _fresh = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Type => MessageTypes.InstanceExecute;

    /// <inheritdoc/>
    public WorkRequest Read(JsonElement payload)
    {
        ExecuteOperation ask = ProtocolJson.Read<ExecuteOperation>(payload);
        SpecRules.CheckOperation(ask.OperationId);
        SpecRules.CheckId(ask.InstanceId, "instance");
        _ = Find(ask.Name);
        return new WorkRequest(ask.OperationId, ask.InstanceId, "execute");
    }

    /// <inheritdoc/>
    public void Accepted(JsonElement payload) => _fresh[ProtocolJson.Read<ExecuteOperation>(payload).OperationId] = true;

    /// <inheritdoc/>
    public async Task RunAsync(JsonElement payload, WorkContext context)
    {
        ExecuteOperation ask = ProtocolJson.Read<ExecuteOperation>(payload);
        if (!_fresh.TryRemove(ask.OperationId, out _))
        {
            throw new WorkFailedException("operation_interrupted", $"The agent ended while '{ask.Name}' ran. Look at what it did, then run it again.");
        }

        NamedOperation operation = Find(ask.Name);
        Action<string> keep = outputs.Begin(ask.InstanceId, ask.Name);
        string last = string.Empty;
        int lines = 0;
        await context.StepAsync("execute", 1, $"Running {ask.Name}");
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(operation.TimeoutSeconds ?? DefaultSeconds), time);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(context.Token, deadline.Token);
        try
        {
            int code = await targets.Of(ask.InstanceId).RunAsync(
                ask.InstanceId,
                operation.Command!,
                operation.Directory,
                line =>
                {
                    keep(line);
                    last = line.Trim() is { Length: > 0 } said ? said : last;

                    // How long it will be nobody knows: the bar comes nearer to its end and never reaches it.
                    context.Report("execute", 99 - (int)(98 / (1 + (++lines / 20.0))), Short(last));
                },
                over.Token);
            if (code != 0)
            {
                throw new WorkFailedException("operation_failed", $"{ask.Name} ended with exit code {code.ToString(CultureInfo.InvariantCulture)}: {Short(last)}");
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !context.Token.IsCancellationRequested)
        {
            throw new WorkFailedException("operation_timeout", $"{ask.Name} did not end within {operation.TimeoutSeconds ?? DefaultSeconds} s.");
        }
        catch (LinkRequestException e)
        {
            throw new WorkFailedException(e.Code, e.Message);
        }
    }

    private static string Short(string line) => line.Length <= MaxMessage ? line : line[..MaxMessage] + "…";

    private NamedOperation Find(string name) => name is not null && options.Operations.TryGetValue(name, out NamedOperation? operation)
        ? operation
        : throw new WorkFailedException("unknown_operation", $"This node offers no operation of that name; it offers {(options.Operations.Count == 0 ? "none" : string.Join(", ", options.Operations.Keys.Order(StringComparer.Ordinal)))}.");
}
