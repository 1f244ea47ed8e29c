using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Backups;

/// <summary>A backup of the running installation, brought into an empty folder.</summary>
public sealed class BackupTests : EndToEndTest
{
    [Fact]
    public async Task A_backup_restores_users_instances_and_credentials()
    {
        Needs.Docker();
        var server = Keep(await Installation.StartAsync());
        using var user = await ApiUser.SignUpAsync(server.Url, "saved");
        await user.CreateAsync("kept");
        using var cli = new CliUser();
        var file = Path.Combine(cli.Home, "backup.tar.gz");

        await cli.MustAsync("backup", "create", file, "--data", server.Data);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // What happens after the backup is not in it.
        using var late = await ApiUser.SignUpAsync(server.Url, "late");
        await server.Server.StopAsync();
        server.Server.ExitCode.ShouldBe(0);
        Directory.Move(server.Data, server.Data + ".lost");
        var restore = cli.Start("dotnet", Repository.Api, "--restore", file, "--data", server.Data);
        var restored = await Tool.RunAsync(restore);
        restored.Code.ShouldBe(0, restored.Output);

        await server.StartServerAsync();
        (await user.GetAsync("/api/instances"))["items"]!.AsArray().Single()!["name"]!.ToString().ShouldBe("kept");
        var names = (await server.Admin.GetAsync("/api/users"))["items"]!.AsArray().Select(account => (string)account!["username"]!).ToList();
        names.ShouldContain(user.Name);
        names.ShouldNotContain(late.Name);
        await server.NodeOnlineAsync();
        await user.StatusAsync("kept", "running", 60);
        await user.RemoveAsync("kept");
    }
}
