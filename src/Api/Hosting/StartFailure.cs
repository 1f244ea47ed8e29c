using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Hosting;

/// <summary>Says in one line why the server cannot start, when the reason is the operator's to remove.</summary>
internal static partial class StartFailure
{
    /// <summary>Exit code of the server for such a reason; the service manager must not try again.</summary>
    public const int ExitCode = 4;

    /// <summary>The line, or null when the failure is a fault of the program.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        AnchorageException known => $"[{known.Code}] {ErrorRegistry.Describe(known.Code, known.Args)}",
        OptionsValidationException invalid => string.Join(" ", invalid.Failures.Select(f => Readable(invalid.OptionsType, f))),
        AggregateException many when many.InnerExceptions.Count > 0 && many.InnerExceptions.All(e => Describe(e) is not null) =>
            string.Join(" ", many.InnerExceptions.Select(Describe)),

        // A value that is no number or time; the text names the setting. HttpsOptions explains itself in the same way.
        InvalidOperationException bad when NamesSetting().IsMatch(bad.Message) => bad.Message,
        IOException taken when taken.Message.StartsWith("Failed to bind to address", StringComparison.Ordinal) =>
            $"{taken.Message} Stop what listens there, or choose another address in ANCHORAGE_URLS.",
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AccessDenied } denied =>
            $"ANCHORAGE_URLS: an address cannot be listened on: {denied.Message}. Ports below 1024 need a capability; choose a higher one.",
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.AddressNotAvailable } missing =>
            $"ANCHORAGE_URLS: an address cannot be listened on: {missing.Message}.",
        _ => null,
    };

    private static string Readable(Type options, string failure)
    {
        string section = options.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string ?? options.Name;
        Match match = Annotation().Match(failure);
        return match.Success ? $"{section}:{match.Groups["member"].Value}: {match.Groups["problem"].Value}" : $"{section}: {failure}";
    }

    [GeneratedRegex("^DataAnnotation validation failed for '[^']*' members: '(?<member>[^']*)' with the error: '(?<problem>.*)'\\.$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Annotation();

    [GeneratedRegex("Anchorage:[A-Za-z]+|ANCHORAGE_", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NamesSetting();
}
