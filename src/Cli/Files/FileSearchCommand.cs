using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Anchorage.Cli.CommandLine;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Files;

internal sealed class FileSearchCommand : CliCommand
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private readonly Argument<string> _place = new("PLACE") { Description = "NAME:/PATH, or NAME: for the home folder" };
    private readonly Argument<string?> _text = new("TEXT") { Description = "What stands in a line; left out to look for names alone", Arity = ArgumentArity.ZeroOrOne };
    private readonly Flag<string> _name = new("--name", "NAME", "Part of the name, or with * and ? the whole of it");
    private readonly Flag<bool> _regex = new("--regex", "", "TEXT is a regular expression");
    private readonly Flag<bool> _case = new("--case", "", "Tell upper and lower case apart");
    private readonly Flag<string[]> _exclude = new("--exclude", "NAME", "A name that is left out with all below it, also more than once; .git and node_modules if absent");
    private readonly Flag<int?> _limit = ListFlags.Limit();

    public FileSearchCommand(CliHost host)
        : base("search", "Look for files of an instance by name and content", host)
    {
        Add(_place);
        Add(_text);
        Add(_name);
        Add(_regex);
        Add(_case);
        Add(_exclude);
        Add(_limit);
    }

    protected override async Task<int> ExecuteAsync(Invocation call, CancellationToken cancel)
    {
        var place = FilePlace.Parse(call.Get(_place));
        (string, string?)[] parameters =
        [
            ("name", call.Get(_name)),
            ("text", call.Get(_text)),
            ("regex", call.Get(_regex) ? "true" : null),
            ("case", call.Get(_case) ? "true" : null),
            .. (call.Get(_exclude) ?? []).Select(e => ("exclude", (string?)e)),
            ("limit", ListFlags.Limit(call, _limit).ToString(CultureInfo.InvariantCulture)),
        ];
        var api = call.Api();
        using var response = await api.OpenAsync(() => new HttpRequestMessage(HttpMethod.Get, place.Route("/search", parameters)), cancel);
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
            while (true)
            {
                using var deadline = new RequestDeadline(Silence, api.Time, cancel);
                var line = await reader.ReadLineAsync(deadline.Token) ?? throw new HttpRequestException("The answer ended early.");
                if (Print(call, JsonElement.Parse(line)))
                {
                    return ExitCodes.Ok;
                }
            }
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

    /// <summary>Prints a line of the answer; true for the last one.</summary>
    private static bool Print(Invocation call, JsonElement line)
    {
        if (line.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            var problem = error.Deserialize(ApiJson.Default.Problem)!;
            throw new CliException(problem.Code ?? "internal_error", problem.Detail ?? problem.Title ?? "The search broke off.", null, ExitCodes.ForStatus(error.TryGetProperty("status", out var status) && status.TryGetInt32(out var number) ? number : 500, problem.Code));
        }

        if (line.TryGetProperty("hit", out var hit) && hit.ValueKind == JsonValueKind.Object)
        {
            if (call.Output.Json)
            {
                call.Output.JsonLine(hit);
            }
            else
            {
                var path = hit.GetProperty("path").GetString();
                call.Output.Line(hit.TryGetProperty("line", out var at) && at.ValueKind == JsonValueKind.Number ? $"{path}:{at}: {hit.GetProperty("text").GetString()}" : path!);
            }
        }

        if (!line.TryGetProperty("end", out var end) || end.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (end.TryGetProperty("stopped", out var why) && why.GetString() is { } limit)
        {
            call.Output.Note($"There may be more: the search ended at its limit of {limit}.");
        }

        return true;
    }
}
