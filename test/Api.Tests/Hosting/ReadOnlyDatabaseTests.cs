using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>A database that may be read but not written: the server says so, stays, and goes on by itself when that was mended.</summary>
[SupportedOSPlatform("linux")]
public sealed class ReadOnlyDatabaseTests
{
    // Root writes what it likes, unless it is started without the capability to.
    private static readonly string[] WithoutPrivilege = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] : [];

    [Fact]
    public async Task Is_named_by_health_refuses_work_with_a_code_and_ends_without_a_restart()
    {
        string folder = Directory.CreateTempSubdirectory("anchorage-readonly-").FullName;
        try
        {
            await using (ServerProcess first = ServerProcess.StartWith(WithoutPrivilege, folder))
            {
                await first.ReadyAsync();
                first.Terminate();
                (await first.ExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, first.Output);
            }

            string[] databases = Directory.GetFiles(folder, "*.db*");
            databases.ShouldNotBeEmpty();
            Mode(databases, UnixFileMode.UserRead);
            await using ServerProcess server = ServerProcess.StartWith(WithoutPrivilege, folder, ("Anchorage__Storage__RetryDelay", "00:00:00.500"));
            using HttpClient client = new() { BaseAddress = new Uri(server.Url) };

            JsonElement database = await DatabaseAsync(client, HttpStatusCode.ServiceUnavailable, server);
            database.GetProperty("status").GetString().ShouldBe("down");
            database.GetProperty("problem").GetString()!.ShouldContain("is read-only; let the server's account write it");
            using HttpResponseMessage live = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
            live.StatusCode.ShouldBe(HttpStatusCode.OK);
            using StringContent body = new("""{"username":"someone","password":"a password of hers"}""", System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage login = await client.PostAsync("/api/auth/login", body, TestContext.Current.CancellationToken);
            string refusal = await login.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            login.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, refusal);
            refusal.ShouldContain("\"storage_unavailable\"");
            refusal.ShouldContain("read-only");

            // It never took the file for a good one, and it is still the same process.
            server.Output.ShouldContain("read-only");
            server.Output.ShouldNotContain("anchorage.db is open");

            Mode(databases, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await server.ReadyAsync();
            (await DatabaseAsync(client, HttpStatusCode.OK, server)).GetProperty("status").GetString().ShouldBe("up");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Mode(string[] files, UnixFileMode mode)
    {
        foreach (string file in files)
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    /// <summary>What readiness says of the database, once it answers with this status.</summary>
    private static async Task<JsonElement> DatabaseAsync(HttpClient client, HttpStatusCode status, ServerProcess server)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(120));
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync("/health/ready", deadline.Token);
                if (answer.StatusCode == status)
                {
                    using JsonDocument read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(deadline.Token));
                    return read.RootElement.GetProperty("checks").GetProperty("database").Clone();
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException)
            {
                Assert.Fail(server.Output);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }
}
