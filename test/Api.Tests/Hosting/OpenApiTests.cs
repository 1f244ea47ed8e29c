using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Anchorage.Api.Tests.Hosting;

public sealed partial class OpenApiTests(ProcessFixture fixture) : IClassFixture<ProcessFixture>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_in_the_repository_is_the_one_that_the_server_shows()
    {
        string shown = JsonNode.Parse(await fixture.Visitor.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!.ToJsonString(Indented) + "\n";
        string file = Path.GetFullPath(Path.Combine(Here(), "../../../docs/api/openapi.json"));
        if (Environment.GetEnvironmentVariable("ANCHORAGE_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, shown, TestContext.Current.CancellationToken);
        }

        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .ShouldBe(shown, "The API changed. Look at the difference; ANCHORAGE_UPDATE_GOLDEN=1 writes docs/api/openapi.json anew.");
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_every_change_a_body_or_no_need_of_one()
    {
        JsonNode document = JsonNode.Parse(await fixture.Visitor.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!;
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var operations = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(o => (Name: $"{o.Key} {path.Key}", Node: o.Value!))).ToList();
        operations.Count.ShouldBeGreaterThan(40);
        operations.Where(o => o.Node["summary"] is null).Select(o => o.Name).ShouldBeEmpty();
        operations.Where(o => o.Node["responses"]!["default"] is null).Select(o => o.Name).ShouldBeEmpty();
        string[] withoutBody =
        [
            "post /api/auth/logout",
            "post /api/nodes/{id}/rotate-key",
            "post /api/operations/{id}/cancel",
            "post /api/instances/{id}/start",
            "post /api/instances/{id}/stop",
            "post /api/instances/{id}/restart",
            "post /api/instances/{id}/restore",
            "post /api/instances/{id}/files/trash/{entry}/restore",

            // Its body is the content of a file, which may be empty.
            "put /api/instances/{id}/files/content",
            "post /api/instances/{id}/files/unpack",
            "put /api/cloud/instance/{id}/transfer/{transferId}/chunk",
            "post /api/cloud/instances/refresh",
            "post /api/cloud/instance/{id}/disconnect",
            "post /api/cloud/instance/{id}/transfer/{transferId}/cancel",
            "post /api/cloud/instance/{id}/transfer/{transferId}/finalize",
            "post /api/cloud/instance/{id}/transfer/{transferId}/resume",
            "post /api/terminals/{id}/take-over",
            "post /api/users/{id}/view",
            "post /api/admin/backup",
            "post /api/mcp/calls/{id}/approve",
            "post /api/mcp/calls/{id}/deny",

            // Its body is optional, and routing lets no request without a body through to an operation that describes one.
            "post /api/instances/{id}/rebuild",
        ];
        operations.Where(o => o.Name.Split(' ')[0] is "post" or "put" or "patch" && o.Node["requestBody"] is null).Select(o => o.Name).ShouldBe(withoutBody, ignoreOrder: true);
    }

    /// <summary>Handlers read parameters by themselves, so nothing but this keeps the description complete.</summary>
    [Fact]
    public async Task Every_parameter_that_the_source_reads_is_described()
    {
        JsonNode document = JsonNode.Parse(await fixture.Visitor.GetStringAsync("/openapi.json", TestContext.Current.CancellationToken))!;
        HashSet<string> described = [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .SelectMany(operation => operation.Value!["parameters"]?.AsArray() ?? []).Select(p => $"{p!["in"]} {p["name"]}")];
        string source = Path.GetFullPath(Path.Combine(Here(), "../../../src/Api"));

        // Sockets and streams are no operations of the document.
        string[] read = [.. Directory.EnumerateFiles(source, "*Endpoint*.cs", SearchOption.AllDirectories).Append(Path.Combine(source, "Paging.cs"))
            .Where(file => !file.Contains("/Streams/", StringComparison.Ordinal) && !file.Contains("/Events/", StringComparison.Ordinal) && !file.Contains("/Gateway/", StringComparison.Ordinal))
            .SelectMany(file => ReadParameter().Matches(File.ReadAllText(file)).Select(match => "query " + match.Groups[1].Value)).Distinct()];

        read.Length.ShouldBeGreaterThan(12);
        read.Append("header Idempotency-Key").Append("header If-Match").Except(described).ShouldBeEmpty();
    }

    [GeneratedRegex("(?:(?:Text|Number|Time|Word<\\w+>)\\(context, |Query\\[)\"(\\w+)\"")]
    private static partial Regex ReadParameter();

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
