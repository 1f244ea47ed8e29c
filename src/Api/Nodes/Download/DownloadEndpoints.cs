using System.Security.Cryptography;
using Anchorage.Api.Errors;
using Anchorage.Api.Security;
using Microsoft.Extensions.Options;

namespace Anchorage.Api.Nodes.Download;

/// <summary><c>/download</c>: the packages of agent and command line with their SHA-256, the authority's certificate and the installer. Public: nothing here is secret.</summary>
internal static class DownloadEndpoints
{
    /// <summary>The files that may be asked for; anything else is not found.</summary>
    private static readonly string[] Packages =
    [
        "anchorage-agent-linux-x64.tar.gz", "anchorage-agent-linux-arm64.tar.gz", "anchorage-cli-linux-x64.tar.gz", "anchorage-cli-linux-arm64.tar.gz",
    ];

    /// <summary>Maps the endpoints.</summary>
    public static IEndpointConventionBuilder MapDownloads(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder group = endpoints.MapGroup("/download");
        group.MapGet("/ca.pem", (ServerCertificate certificate) => certificate.AuthorityPem is { } pem
            ? Results.Text(pem, "application/x-pem-file")
            : ProblemResult.Of(ErrorCodes.NotFound));
        group.MapGet("/install.sh", () => Results.Text(InstallScript.Text, "text/x-shellscript"));
        group.MapGet("/{file}", SendAsync);
        return group.AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SendAsync(string file, IOptions<DownloadOptions> options, CancellationToken cancellationToken)
    {
        bool hash = file.EndsWith(".sha256", StringComparison.Ordinal);
        string name = hash ? file[..^".sha256".Length] : file;
        string path = Path.Combine(options.Value.Folder, name);
        if (!Packages.Contains(name) || !File.Exists(path))
        {
            return ProblemResult.Of(ErrorCodes.NotFound);
        }

        if (!hash)
        {
            return Results.File(path, "application/gzip", name, enableRangeProcessing: true);
        }

        await using FileStream content = File.OpenRead(path);
        byte[] digest = await SHA256.HashDataAsync(content, cancellationToken);
        return Results.Text($"{Convert.ToHexStringLower(digest)}  {name}\n", "text/plain");
    }
}
