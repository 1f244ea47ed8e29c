using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Anchorage.Cli.CommandLine;

namespace Anchorage.Cli.Http;

/// <summary>Turns refusals and failures of a request into what the user is told.</summary>
internal static class ApiErrors
{
    /// <summary>A refusal by the server.</summary>
    public static async Task<CliException> FromAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var problem = await ReadAsync(response, cancel);
        if (problem?.Code is not { Length: > 0 } code)
        {
            return response.StatusCode == HttpStatusCode.Unauthorized
                ? new CliException("unauthenticated", "The server does not accept the token.", "Run: anchorage login", ExitCodes.Auth)
                : new CliException("unexpected_answer", $"{response.RequestMessage?.RequestUri} answered {status} without an error document.", "Is this an Anchorage server, and is a proxy in between working?", ExitCodes.ForStatus(status, null));
        }

        var message = problem.Detail ?? problem.Error ?? problem.Title ?? code;
        if (problem.Errors is { Count: > 0 } fields)
        {
            message += string.Concat(fields.Select(f => $"\n  {f.Key}: {string.Join(" ", f.Value)}"));
        }

        if (response.Headers.RetryAfter?.Delta is { } wait)
        {
            message += string.Create(CultureInfo.InvariantCulture, $" Try again in {wait.TotalSeconds:0} s.");
        }

        var next = status == 401 && code != "invalid_credentials" ? "Run: anchorage login" : null;
        return new CliException(code, message, next, ExitCodes.ForStatus(status, code));
    }

    /// <summary>A failure on the way to the server.</summary>
    public static CliException FromTransport(Exception failure, Uri url, ServerTrust trust)
    {
        if (trust.Refusal is { } refusal)
        {
            return refusal;
        }

        var socket = failure as SocketException ?? failure.InnerException as SocketException ?? failure.InnerException?.InnerException as SocketException;
        var why = socket?.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "nothing listens there",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name does not resolve",
            _ => (failure.InnerException ?? failure).Message,
        };
        return new CliException("server_unreachable", $"Cannot reach {url.GetLeftPart(UriPartial.Authority)}: {why}.", "Check the URL and that the server runs; \"anchorage doctor\" looks closer.", ExitCodes.Network, failure);
    }

    public static CliException Timeout(Uri url, TimeSpan limit) => new(
        "request_timeout",
        string.Create(CultureInfo.InvariantCulture, $"{url.GetLeftPart(UriPartial.Authority)} did not answer within {limit.TotalSeconds:0} s."),
        "Repeat it, or allow more time with --timeout SECONDS.",
        ExitCodes.Timeout);

    private static async Task<Problem?> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancel), ApiJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
