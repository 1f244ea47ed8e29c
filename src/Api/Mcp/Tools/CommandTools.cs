using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Anchorage.Api.Streams;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Nodes;

namespace Anchorage.Api.Mcp.Tools;

/// <summary>Running programs.</summary>
internal static class CommandTools
{
    private const int MaxStream = 128 * 1024;

    public static readonly ImmutableArray<Tool> All =
    [
        new Tool<RunArguments, RunAnswer>(
            "run_command", "Run a command", "Runs one program in an instance without a terminal and returns its output and exit code. No shell looks at the arguments; for one, run [\"sh\",\"-c\",\"...\"].",
            ToolNature.Destroys, [Permissions.ExecInstance], RunAsync),
    ];

    private static async Task<RunAnswer> RunAsync(ToolCall call, RunArguments arguments)
    {
        StreamGrant grant = await call.Services.Grains.GetGrain<IInstanceGrain>(GrainKeys.Instance(call.Instance)).GrantCommand(call.Caller, [.. arguments.Command], arguments.Directory, root: false);
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(arguments.TimeoutSeconds), call.Services.Time);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(call.Over, deadline.Token);
        Output output = new();
        await using NodeStream stream = await call.Services.Broker.OpenAsync(grant, call.Over);
        try
        {
            await stream.EndAsync(over.Token);
            while (await stream.ReadAsync(over.Token) is { } frame)
            {
                if (!frame.IsText)
                {
                    output.Take(frame.Data.Span);
                    continue;
                }

                using JsonDocument said = JsonDocument.Parse(frame.Data);
                switch (said.RootElement.GetProperty("type").GetString())
                {
                    case "exit":
                        return output.Answer(said.RootElement.GetProperty("code").GetInt32(), timedOut: false);
                    case "error":
                        throw new AnchorageException(
                            said.RootElement.GetProperty("code").GetString()!, ("problem", said.RootElement.GetProperty("message").GetString()!), ("instance", call.Instance), ("node", grant.NodeId));
                }
            }

            throw new AnchorageException(ErrorCodes.AgentTimeout, ("node", grant.NodeId));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !call.Over.IsCancellationRequested)
        {
            // The closed stream ends the command.
            return output.Answer(null, timedOut: true);
        }
    }

    private sealed class Output
    {
        private readonly MemoryStream _out = new();
        private readonly MemoryStream _error = new();
        private bool _cut;

        public void Take(ReadOnlySpan<byte> frame)
        {
            if (frame.Length > 0)
            {
                MemoryStream to = frame[0] == 2 ? _error : _out;
                ReadOnlySpan<byte> data = frame[1..];
                int room = (int)Math.Min(data.Length, MaxStream - to.Length);
                to.Write(data[..room]);
                _cut |= room < data.Length;
            }
        }

        public RunAnswer Answer(int? exitCode, bool timedOut) => new(exitCode, Text(_out), Text(_error), _cut, timedOut);

        private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    internal sealed record RunArguments(
        [property: Description("Id or name of the instance."), StringLength(64)] string TargetInstance,
        [property: Description("Program and arguments."), MinLength(1), MaxLength(1024)] IReadOnlyList<string> Command,
        [property: Description("Absolute path to begin in."), StringLength(4096)] string? Directory = null,
        [property: Description("After that the command is ended."), Range(1, 600)] int TimeoutSeconds = 60) : IOnInstance;

    internal sealed record RunAnswer(
        [property: Description("128 + signal when a signal ended it; null when the time was over.")] int? ExitCode,
        string Stdout,
        string Stderr,
        [property: Description("True when output was left out: each stream keeps its first 128 KiB.")] bool Truncated,
        bool TimedOut);
}
