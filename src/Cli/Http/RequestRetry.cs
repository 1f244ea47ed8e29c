using System.Net;
using Polly;
using Polly.Retry;

namespace Anchorage.Cli.Http;

/// <summary>Repeats requests that may be repeated: reads, and writes that carry an idempotency key.</summary>
internal static class RequestRetry
{
    /// <summary>Three repeats, from 0.2 s, doubled each time, with jitter; never beyond the deadline of the request.</summary>
    public static ResiliencePipeline<HttpResponseMessage> Create(TimeProvider time, ServerTrust trust) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = attempt => ValueTask.FromResult(IsTransient(attempt.Outcome, trust)),
                OnRetry = attempt =>
                {
                    attempt.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    // A 503 with an error document is the server's considered answer (no_node_available, say); one without is a proxy's.
    private static bool IsTransient(Outcome<HttpResponseMessage> outcome, ServerTrust trust) =>
        outcome.Exception is HttpRequestException
            ? trust.Refusal is null
            : outcome.Result is { } response &&
              response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout &&
              response.Content.Headers.ContentType?.MediaType != "application/problem+json";
}
