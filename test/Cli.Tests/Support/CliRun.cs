using System.Text.Json;

namespace Anchorage.Cli.Tests.Support;

/// <summary>How a run of the command ended and what it printed.</summary>
public sealed record CliRun(int ExitCode, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public CliRun ShouldExit(int code)
    {
        ExitCode.ShouldBe(code, $"stdout: {Out}\nstderr: {Error}");
        return this;
    }
}
