using System.Diagnostics;
using System.Text;
using Anchorage.EndToEnd.Tests.Support;

namespace Anchorage.EndToEnd.Tests.Terminals;

/// <summary><c>anchorage attach</c> in a real terminal: the shell goes on without us, and what was typed meanwhile arrives once.</summary>
public sealed class AttachTests : EndToEndTest
{
    private const string Detach = "\u001d";

    [Fact]
    public async Task A_local_terminal_attaches_survives_the_servers_death_leaves_and_comes_back()
    {
        Needs.Docker();
        Needs.Program("script");
        var server = Keep(await Installation.StartAsync());
        using var user = await ApiUser.SignUpAsync(server.Url, "sailor");
        using var cli = await CliUser.SignInAsync(user);
        await user.CreateAsync("raft");

        using (var first = Attached.Start(cli, "attach raft"))
        {
            await first.ShowsAsync("raft");
            await first.TypeAsync("echo $((6*7))-$(stty size | tr ' ' x)\r");
            await first.ShowsAsync("42-30x100");

            await server.Server.KillAsync();
            await first.ShowsAsync("No connection for");
            await first.TypeAsync("echo offline-$((1+1))\r");
            await first.ShowsAsync("bytes typed are kept");
            await server.StartServerAsync();
            await server.NodeOnlineAsync();

            await first.ShowsAsync("offline-2");
            await first.TypeAsync("echo after-$((2+1))\r");
            await first.ShowsAsync("after-3");
            first.Count("offline-2").ShouldBe(1, first.Text);

            await first.TypeAsync(Detach);
            (await first.EndAsync()).ShouldBe(0, first.Text);
            first.Text.ShouldContain("it goes on. Come back: anchorage attach ");
        }

        using (var watcher = Attached.Start(cli, "attach raft --watch"))
        {
            await watcher.ShowsAsync("after-3");
            await watcher.TypeAsync("echo not-$((3+1))\r");

            using var second = Attached.Start(cli, "attach raft --detach-key ctrl-b");
            await second.ShowsAsync("42-30x100");
            // With another key to leave, this one goes to the shell, whose line editor waits for a character after it.
            await second.TypeAsync($"{Detach}xecho here-$((4+1))\r");
            await second.ShowsAsync("here-5");
            await watcher.ShowsAsync("here-5");
            second.Count("not-4").ShouldBe(0, second.Text);
            await second.TypeAsync("exit 3\r");
            (await second.EndAsync()).ShouldBe(3, second.Text);
            second.Text.ShouldContain("has ended with exit code 3.");
            (await watcher.EndAsync()).ShouldBe(3, watcher.Text);
        }

        (await cli.RunAsync("attach", "raft")).Output.ShouldContain("[terminal_missing]");
        await user.RemoveAsync("raft");
    }

    /// <summary>The command in a pseudo-terminal of 100 columns and 30 rows.</summary>
    private sealed class Attached : IDisposable
    {
        private readonly StringBuilder _text = new();
        private readonly Process _process;

        private Attached(Process process)
        {
            _process = process;
            _ = ReadAsync();
        }

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public static Attached Start(CliUser cli, string arguments)
        {
            var start = cli.Start("script", "-qfec", $"stty cols 100 rows 30; exec anchorage {arguments}", "/dev/null");
            start.RedirectStandardInput = start.RedirectStandardOutput = true;
            return new Attached(Process.Start(start)!);
        }

        public async Task TypeAsync(string keys)
        {
            await _process.StandardInput.WriteAsync(keys);
            await _process.StandardInput.FlushAsync();
        }

        public Task ShowsAsync(string text) => Eventually.HoldsAsync($"'{text}' in the terminal", 60, () => Task.FromResult(Text.Contains(text, StringComparison.Ordinal)), () => Text);

        public int Count(string text) => Text.Split(text).Length - 1;

        public async Task<int> EndAsync()
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
        }

        private async Task ReadAsync()
        {
            var buffer = new char[4096];
            int read;
            while ((read = await _process.StandardOutput.ReadAsync(buffer)) > 0)
            {
                lock (_text)
                {
                    _text.Append(buffer, 0, read);
                }
            }
        }
    }
}
