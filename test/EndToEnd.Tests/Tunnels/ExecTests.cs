using System.Diagnostics;
using System.Security.Cryptography;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Tunnels;

/// <summary><c>anchorage exec</c>: a command's streams and its exit code, without SSH.</summary>
public sealed class ExecTests(SharedInstallation shared) : EndToEndTest
{
    [Fact]
    public async Task A_command_has_its_streams_its_code_its_folder_and_no_shell()
    {
        var server = Shared(shared);
        using var user = await ApiUser.SignUpAsync(server.Url, "exec");
        using var cli = await CliUser.SignInAsync(user);
        await cli.MustAsync("instances", "create", "tool", "--memory", "256", "--cpus", "1");

        (await cli.MustAsync("exec", "tool", "--", "echo", "$HOME", "a  b", "-n")).ShouldBe("$HOME a  b -n");
        (await cli.MustAsync("exec", "-C", "/usr", "tool", "--", "pwd")).ShouldBe("/usr");
        var failed = await RunAsync(cli, [], "exec", "tool", "--", "sh", "-c", "printf out; printf err >&2; exit 42");
        (failed.Code, failed.Output, failed.Error).ShouldBe((42, "out", "err"));
        (await cli.RunAsync("exec", "tool", "--", "sh", "-c", "kill -TERM $$")).Code.ShouldBe(143);
        (await cli.RunAsync("exec", "tool", "--", "no-such-program")).Code.ShouldBeGreaterThan(0);

        // A file that the next command of a script writes too.
        (await cli.ToolAsync("sh", "-c", "{ \"$0\" exec tool -- echo first; echo second; } > \"$HOME/out\"", Repository.Cli)).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(Path.Combine(cli.Home, "out"), TestContext.Current.CancellationToken)).ShouldBe("first\nsecond\n");

        // Without -i the rest of a script is not eaten.
        (await RunAsync(cli, "not for you\n"u8.ToArray(), "exec", "tool", "--", "cat")).Output.ShouldBeEmpty();
        await StreamsBothWaysAsync(cli);
        await EndsWithItsCallerAsync(cli);
        await RefusalsAsync(cli, server.Url);
        await user.RemoveAsync("tool");
    }

    private static async Task StreamsBothWaysAsync(CliUser cli)
    {
        var sent = new byte[8_000_000];
        Random.Shared.NextBytes(sent);
        var sum = Convert.ToHexStringLower(SHA256.HashData(sent));
        (await RunAsync(cli, sent, "exec", "-i", "tool", "--", "sha256sum")).Output.ShouldStartWith(sum);

        var back = await RunAsync(cli, sent, "exec", "-i", "tool", "--", "cat");
        (back.Code, Convert.ToHexStringLower(SHA256.HashData(back.Bytes))).ShouldBe((0, sum));

        // A program that closes its input early ends in order.
        (await RunAsync(cli, sent, "exec", "-i", "tool", "--", "head", "-c", "3")).Bytes.ShouldBe(sent[..3]);
    }

    private static async Task EndsWithItsCallerAsync(CliUser cli)
    {
        foreach (var signal in new[] { "-INT", "-KILL" })
        {
            // What runs in the background of a script ignores Ctrl-C, and so do its children: this one shall not, however the tests were started.
            var start = cli.Start("env", "--default-signal=INT", Repository.Cli, "exec", "tool", "--", "sh", "-c", "echo ready; exec sleep 7531");
            start.RedirectStandardOutput = true;
            using var running = Process.Start(start)!;
            (await running.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("ready");

            await Tool.MustAsync("kill", signal, $"{running.Id}");

            await running.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync($"the command ends after {signal}", 60, async () => (await cli.RunAsync("exec", "tool", "--", "sh", "-c", "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c 'sleep 753[1]'")).Output.Trim() == "0");
        }
    }

    private static async Task RefusalsAsync(CliUser cli, Uri url)
    {
        (await RunAsync(cli, [], "exec", "nobody", "--", "true")).Error.ShouldContain("[instance_not_found]");
        using var stranger = await ApiUser.SignUpAsync(url, "exec-other");
        using var other = await CliUser.SignInAsync(stranger);
        (await RunAsync(other, [], "exec", "tool", "--", "true")).Error.ShouldContain("[instance_not_found]");
        (await RunAsync(cli, [], "exec", "tool", "--", "echo", new string('x', 33_000))).Error.ShouldContain("[invalid_request]");
        (await RunAsync(cli, [], "exec", "-C", "relative", "tool", "--", "true")).Error.ShouldContain("[invalid_request]");
    }

    private static async Task<(int Code, string Output, string Error, byte[] Bytes)> RunAsync(CliUser cli, byte[] input, params string[] arguments)
    {
        var start = cli.Start(Repository.Cli, arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var cancel = TestContext.Current.CancellationToken;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        using var bytes = new MemoryStream();
        var output = process.StandardOutput.BaseStream.CopyToAsync(bytes, cancel);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It wanted no more of it.
        }

        await process.WaitForExitAsync(cancel).WaitAsync(TimeSpan.FromSeconds(120), cancel);
        await output;
        return (process.ExitCode, System.Text.Encoding.UTF8.GetString(bytes.ToArray()), await errors, bytes.ToArray());
    }
}
