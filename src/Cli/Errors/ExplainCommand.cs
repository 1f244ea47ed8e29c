using System.CommandLine;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Errors;

/// <summary>Explains a code; needs the server only for codes that a newer server has added.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string?> _code = new("CODE") { Description = "The code in brackets of an error message; all codes if absent", Arity = ArgumentArity.ZeroOrOne };

    public ExplainCommand(CliHost host)
        : base("explain", "Explain an error code: meaning, cause, what to do", host) => Add(_code);

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        if (call.Get(_code) is not { } text)
        {
            call.Output.List([.. ErrorCatalog.BuiltIn.All.Select(Answer)], ("CODE", e => e.Code), ("MESSAGE", e => e.Message));
            return ExitCodes.Ok;
        }

        var code = text.Trim('[', ']').ToLowerInvariant();
        var answer = ErrorCatalog.BuiltIn.Find(code) is { } known ? Answer(known) : await AskServerAsync(call, code, cancel);
        if (answer is null)
        {
            throw new CliException("unknown_code", $"There is no error code \"{text}\".", "All codes: anchorage explain", ExitCodes.Config);
        }

        call.Output.Item(
            answer,
            ("code", answer.Value.Code),
            ("message", answer.Value.Message),
            ("cause", answer.Value.Cause),
            ("fix", answer.Value.Fix),
            ("severity", answer.Value.Severity),
            ("status", answer.Value.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return ExitCodes.Ok;
    }

    private static ApiAnswer<ErrorEntry> Answer(ErrorEntry entry) =>
        new(entry, JsonSerializer.SerializeToElement(entry, ApiJson.Default.ErrorEntry));

    private static async Task<ApiAnswer<ErrorEntry>?> AskServerAsync(Invocation call, string code, CancellationToken cancel)
    {
        try
        {
            return await call.Api().GetAsync($"/api/errors/{Uri.EscapeDataString(code)}", ApiJson.Default.ErrorEntry, cancel);
        }
        catch (CliException failure)
        {
            if (failure.ExitCode is ExitCodes.Network or ExitCodes.Timeout)
            {
                call.Output.Note($"The server could not be asked: {failure.Message}");
            }

            return null;
        }
    }
}
