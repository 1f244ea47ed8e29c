using System.Security.Cryptography;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Backups;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_is_streamed_into_a_private_file()
    {
        using var home = new CliHome();
        Directory.CreateDirectory(home.File("data"));
        await using var server = await StubServer.StartOnSocketAsync(home.File("data", "admin.sock"));
        server.Backup = RandomNumberGenerator.GetBytes(3_000_001);
        (await home.RunAsync("backup", "create", "all.tar")).ShouldExit(0).Error.ShouldContain("3000001 bytes");
        (await File.ReadAllBytesAsync(home.File("all.tar"), TestContext.Current.CancellationToken)).ShouldBe(server.Backup);
        File.GetUnixFileMode(home.File("all.tar")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_backup_that_breaks_off_leaves_no_file()
    {
        using var home = new CliHome();
        Directory.CreateDirectory(home.File("data"));
        await using var server = await StubServer.StartOnSocketAsync(home.File("data", "admin.sock"));
        server.Next("POST /api/admin/backup", async c =>
        {
            await c.Response.Body.WriteAsync(new byte[100_000]);
            await c.Response.Body.FlushAsync();
            c.Abort();
        });
        (await home.RunAsync("backup", "create", "all.tar")).ShouldExit(2).Error.ShouldStartWith("[backup_incomplete]");
        Directory.GetFiles(home.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Restore_becomes_the_server_program()
    {
        using var home = new CliHome();
        await File.WriteAllTextAsync(home.File("all.tar"), "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(home.File("api"), "", TestContext.Current.CancellationToken);
        home.Variables["ANCHORAGE_API_PATH"] = home.File("api");
        (await home.RunAsync("backup", "restore", "all.tar", "--data", "new")).ShouldExit(42);
        home.Programs!.Replaced!.Value.File.ShouldBe(home.File("api"));
        home.Programs.Replaced.Value.Arguments.ShouldBe(["--restore", home.File("all.tar"), "--data", home.File("new")]);
        (await home.RunAsync("backup", "restore", "nothing.tar", "--data", "new")).ShouldExit(4);
    }
}
