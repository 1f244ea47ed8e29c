using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Errors;

namespace Anchorage.Cli.Output;

/// <summary>Prints a failure: "[code] message", then the next step.</summary>
internal static class ErrorPrinter
{
    public static void Print(TextWriter error, CliException failure)
    {
        error.WriteLine($"[{failure.Code}] {TerminalText.Safe(failure.Message)}");
        var next = failure.Next ?? ErrorCatalog.BuiltIn.Find(failure.Code)?.Fix ?? $"anchorage explain {failure.Code}";
        error.WriteLine($"  next: {TerminalText.Safe(next)}");
    }
}
