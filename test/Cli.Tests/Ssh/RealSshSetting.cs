using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Anchorage.Cli.Tests.Support;
using Anchorage.Testing;

namespace Anchorage.Cli.Tests.Ssh;

/// <summary>An sshd of OpenSSH on a loopback port, a stub server whose tunnel leads to it, and a signed-in user.</summary>
internal sealed class RealSshSetting : IAsyncDisposable
{
    private readonly StubServer _server;
    private readonly Process _sshd;

    private RealSshSetting(StubServer server, CliHome home, Process sshd)
    {
        _server = server;
        Home = home;
        _sshd = sshd;
    }

    public CliHome Home { get; }

    public static async Task<RealSshSetting> StartAsync()
    {
        const string Sshd = "/usr/sbin/sshd";
        Assert.SkipWhen(!File.Exists(Sshd) && Environment.GetEnvironmentVariable("CI") is null, $"{Sshd} is missing: apt-get install openssh-server");
        var server = await StubServer.StartAsync();
        server.AddInstance("web");
        var home = new CliHome();
        home.Variables["USER"] = Environment.UserName;
        await home.LoginAsync(server);
        var port = TestPorts.Free();
        server.Targets["inst-web:22"] = port;
        server.Instances["web"]["sshCommand"] = $"ssh -p 20000 {Environment.UserName}@127.0.0.1";

        // The first call of the command makes the key; sshd then knows it.
        (await home.RunAsync("ssh-config", "--write")).ShouldExit(0);
        File.Copy(home.File(".config", "anchorage", "id_ed25519.pub"), home.File("authorized_keys"));
        Directory.Delete(home.File(".ssh"), recursive: true);
        var folder = Directory.CreateDirectory(home.File("sshd")).FullName;
        using var keygen = CliProcess.StartProgram(home, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "host_key"));
        (await CliProcess.FinishAsync(keygen)).ShouldExit(0);
        Directory.CreateDirectory("/run/sshd");
        var config = Path.Combine(folder, "config");
        await File.WriteAllTextAsync(config, $"""
            ListenAddress 127.0.0.1
            Port {port}
            HostKey {folder}/host_key
            PidFile none
            AuthorizedKeysFile {home.File("authorized_keys")}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            Subsystem sftp internal-sftp
            """ + "\n");
        var sshd = CliProcess.StartProgram(home, Sshd, "-D", "-e", "-f", config);
        var setting = new RealSshSetting(server, home, sshd);
        await setting.WaitForBannerAsync(port);
        return setting;
    }

    /// <summary>Runs the real program as the user.</summary>
    public Task<CliRun> RunAsync(params string[] arguments) => CliProcess.RunAsync(Home, arguments);

    public async ValueTask DisposeAsync()
    {
        _sshd.Kill(entireProcessTree: true);
        await _sshd.WaitForExitAsync();
        _sshd.Dispose();
        await _server.DisposeAsync();
        Home.Dispose();
    }

    private async Task WaitForBannerAsync(int port)
    {
        using var limit = new CancellationTokenSource(CliHome.Limit);
        while (true)
        {
            _sshd.HasExited.ShouldBeFalse("sshd ended: " + (_sshd.HasExited ? await _sshd.StandardError.ReadToEndAsync(limit.Token) : ""));
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                using var reader = new StreamReader(client.GetStream());
                (await reader.ReadLineAsync(limit.Token)).ShouldNotBeNull().ShouldStartWith("SSH-2.0-");
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }
    }
}
