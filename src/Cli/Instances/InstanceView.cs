using System.Globalization;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Instances;

/// <summary>Prints one instance.</summary>
internal static class InstanceView
{
    public static void Print(ConsoleOutput output, ApiAnswer<InstanceInfo> answer)
    {
        var instance = answer.Value;
        output.Item(
            answer,
            ("id", instance.Id),
            ("name", instance.Name),
            ("status", instance.Status),
            ("error", instance.Error is { } error ? $"[{error.Code}] {error.Message}" : null),
            ("owner", instance.Owner?.Name),
            ("node", instance.Node?.Name),
            ("image", instance.Image?.Title ?? instance.Image?.Id),
            ("ssh", instance.SshCommand),
            ("ports", instance.Ports is { Count: > 0 } ports ? string.Join(", ", ports.Select(p => $"{p.Name} {p.Address}:{p.Host}")) : null),
            ("limits", Limits(instance.Limits)),
            ("restart", instance.RestartPolicy),
            ("recorded", instance.RecordTerminals switch { "always" => "all terminals", "onRequest" => "on request", var other => other }),
            ("programs", instance.McpControllable is true ? $"may use it; waits for a yes: {instance.McpApproval}" : instance.McpControllable is false ? "may not use it" : null),
            ("created", ConsoleOutput.At(instance.CreatedAt)),
            ("started", ConsoleOutput.At(instance.StartedAt)));
    }

    private static string? Limits(InstanceLimits? limits) => limits is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{limits.MemoryMb} MB, {limits.Cpus} cpus, {limits.Pids} processes");
}
