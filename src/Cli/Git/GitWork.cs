using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;
using Anchorage.Cli.Output;

namespace Anchorage.Cli.Git;

/// <summary>Work that talks to a remote: it may take long, and says meanwhile how far it is.</summary>
internal static class GitWork
{
    private const string Lines = "application/x-ndjson";
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public static async Task<ApiAnswer<T>> RunAsync<TBody, T>(Invocation call, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        var api = call.Api();
        using var response = await api.OpenAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, bodyType)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                };
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Lines));
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                return request;
            },
            cancel);
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
            if (response.Content.Headers.ContentType?.MediaType != Lines)
            {
                using var deadline = new RequestDeadline(Silence, api.Time, cancel);
                return Answer(JsonElement.Parse(await reader.ReadToEndAsync(deadline.Token)), type);
            }

            return await FollowAsync(call, reader, type, cancel) ?? throw new HttpRequestException("The answer ended early.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw ApiErrors.Timeout(api.Target.Url, Silence);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw ApiErrors.FromTransport(failure, api.Target.Url, api.Trust);
        }
    }

    private static async Task<ApiAnswer<T>?> FollowAsync<T>(Invocation call, StreamReader reader, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        while (true)
        {
            using var deadline = new RequestDeadline(Silence, call.Api().Time, cancel);
            if (await reader.ReadLineAsync(deadline.Token) is not { } text)
            {
                return null;
            }

            var line = JsonSerializer.Deserialize(text, ApiJson.Default.GitLine);
            if (line?.Error is { Code: { } code } problem)
            {
                throw new CliException(code, problem.Detail ?? problem.Title ?? code, null, ExitCodes.ForStatus(409, code));
            }

            if (line?.Result is { } result)
            {
                return Answer(result, type);
            }

            if (line?.Progress is { } progress && call.Environment.ErrorIsTerminal)
            {
                await call.Environment.Error.WriteLineAsync(TerminalText.Safe(progress));
            }
        }
    }

    private static ApiAnswer<T> Answer<T>(JsonElement raw, JsonTypeInfo<T> type) => new(raw.Deserialize(type) ?? throw new JsonException("The server answered null."), raw);
}
