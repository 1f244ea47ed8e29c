using System.Text.Json;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;
using Spectre.Console;

namespace Anchorage.Cli.Operations;

/// <summary>Progress on stderr: a bar on a terminal, a JSON line per change elsewhere.</summary>
internal static class ProgressView
{
    public static Task ShowAsync(ConsoleOutput output, OperationInfo start, Func<Action<OperationInfo>, Task> work) =>
        output.Environment.ErrorIsTerminal ? BarAsync(output, start, work) : LinesAsync(output, work);

    private static async Task BarAsync(ConsoleOutput output, OperationInfo start, Func<Action<OperationInfo>, Task> work) =>
        await output.ErrorConsole().Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape(TerminalText.Safe(start.Kind ?? "operation")), maxValue: 100);
                await work(operation =>
                {
                    bar.Value = operation.ProgressPercent;
                    bar.Description = Markup.Escape(TerminalText.Safe(operation.Message ?? operation.Step ?? operation.State));
                });
            });

    private static Task LinesAsync(ConsoleOutput output, Func<Action<OperationInfo>, Task> work)
    {
        OperationProgress? printed = null;
        return work(operation =>
        {
            var line = new OperationProgress(operation.Id, operation.Kind, operation.State, operation.ProgressPercent, operation.Step, operation.Message);
            if (line != printed)
            {
                output.Environment.Error.WriteLine(JsonSerializer.Serialize(line, ApiJson.Default.OperationProgress));
                output.Environment.Error.Flush();
                printed = line;
            }
        });
    }
}
