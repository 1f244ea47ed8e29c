using Anchorage.Api.Identity;
using Anchorage.Grains.Audit;
using Anchorage.Grains.Authorisation;
using Anchorage.Silo.Backup;
using Anchorage.Silo.Data;

namespace Anchorage.Api.Hosting;

/// <summary>What the operator of the installation does.</summary>
internal static class AdministrationEndpoints
{
    public static void MapAdministration(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/admin/backup", BackupAsync).WithTags("Operations").WithSummary("A consistent copy of the whole installation, as tar.gz. It holds the keys: keep it safe.");

    private static async Task<IResult> BackupAsync(HttpContext context, Authoriser authoriser, AuditTrail audit, InstallationBackup backup, DataFolder data, TimeProvider time)
    {
        Caller caller = context.Caller();
        await authoriser.Require(caller, Permissions.ManageInstallation, ResourceRef.Installation);
        string name = $"anchorage-{time.GetUtcNow():yyyyMMdd-HHmmss}.tar.gz";
        string file = Path.Combine(data.TemporaryFolder, Path.GetRandomFileName());
        await audit.Run(caller, AuditActions.BackupCreated, ResourceRef.Installation, () => backup.Create(file, context.RequestAborted));
        FileStream stream = new(file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        return Results.File(stream, "application/gzip", name);
    }
}
