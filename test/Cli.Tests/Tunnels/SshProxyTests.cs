using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Anchorage.Cli.Tests.Support;

namespace Anchorage.Cli.Tests.Tunnels;

public sealed class SshProxyTests
{
    [Fact]
    public async Task Fifty_megabytes_come_back_byte_for_byte()
    {
        const int Size = 50 * 1024 * 1024;
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await StubServer.StartAsync();
        using var echo = new TcpEcho();
        server.AddInstance("web");
        server.Targets["inst-web:22"] = echo.Port;
        using var home = await new CliHome().LoginAsync(server);
        using var process = CliProcess.Start(home, "ssh-proxy", "web");
        var sent = RandomNumberGenerator.GetBytes(Size);
        var writing = Task.Run(
            async () =>
            {
                await process.StandardInput.BaseStream.WriteAsync(sent, cancel);
                process.StandardInput.Close();
            },
            cancel);
        var received = await SHA256.HashDataAsync(process.StandardOutput.BaseStream, cancel).AsTask().WaitAsync(CliHome.Limit, cancel);
        await writing;
        Convert.ToHexString(received).ShouldBe(Convert.ToHexString(SHA256.HashData(sent)));
        await process.WaitForExitAsync(cancel).WaitAsync(CliHome.Limit, cancel);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_end_of_input_reaches_the_far_side_and_its_answer_still_arrives()
    {
        await using var server = await StubServer.StartAsync();
        using var target = new TcpEcho(async (stream, socket, cancel) =>
        {
            using var all = new MemoryStream();
            await stream.CopyToAsync(all, cancel);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"got {all.Length}"), cancel);
            socket.Shutdown(SocketShutdown.Send);
        });
        server.AddInstance("web");
        server.Targets["inst-web:8080"] = target.Port;
        using var home = await new CliHome().LoginAsync(server);
        using var process = CliProcess.Start(home, "ssh-proxy", "web", "--port", "8080");
        await process.StandardInput.WriteAsync("hello");
        (await CliProcess.FinishAsync(process)).ShouldExit(0).Out.ShouldBe("got 5");
    }

    [Fact]
    public async Task The_end_of_output_closes_stdout_while_input_still_flows()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await StubServer.StartAsync();
        var counted = new TaskCompletionSource<long>();
        using var target = new TcpEcho(async (stream, socket, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("bye"), token);
            socket.Shutdown(SocketShutdown.Send);
            using var all = new MemoryStream();
            await stream.CopyToAsync(all, token);
            counted.SetResult(all.Length);
        });
        server.AddInstance("web");
        server.Targets["inst-web:22"] = target.Port;
        using var home = await new CliHome().LoginAsync(server);
        using var process = CliProcess.Start(home, "ssh-proxy", "web");
        (await process.StandardOutput.ReadToEndAsync(cancel).WaitAsync(CliHome.Limit, cancel)).ShouldBe("bye");
        process.HasExited.ShouldBeFalse();
        await process.StandardInput.WriteAsync("still here");
        process.StandardInput.Close();
        (await counted.Task.WaitAsync(CliHome.Limit, cancel)).ShouldBe(10);
        await process.WaitForExitAsync(cancel).WaitAsync(CliHome.Limit, cancel);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_far_side_that_does_not_read_stops_the_writer()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await StubServer.StartAsync();
        var release = new TaskCompletionSource();
        using var target = new TcpEcho(async (stream, socket, token) =>
        {
            await release.Task.WaitAsync(token);
            await stream.CopyToAsync(Stream.Null, token);
            socket.Shutdown(SocketShutdown.Send);
        });
        server.AddInstance("web");
        server.Targets["inst-web:22"] = target.Port;
        using var home = await new CliHome().LoginAsync(server);
        using var process = CliProcess.Start(home, "ssh-proxy", "web");
        long written = 0;
        var writing = Task.Run(
            async () =>
            {
                var chunk = new byte[256 * 1024];
                for (var i = 0; i < 400; i++)
                {
                    await process.StandardInput.BaseStream.WriteAsync(chunk, cancel);
                    Interlocked.Add(ref written, chunk.Length);
                }

                process.StandardInput.Close();
            },
            cancel);
        var stalled = await StallsAsync(() => Interlocked.Read(ref written), cancel);
        stalled.ShouldBeLessThan(60 * 1024 * 1024, "100 MB were offered to a reader that does not read");
        process.Refresh();
        process.WorkingSet64.ShouldBeLessThan(300 * 1024 * 1024);
        release.SetResult();
        await writing.WaitAsync(CliHome.Limit, cancel);
        await process.WaitForExitAsync(cancel).WaitAsync(CliHome.Limit, cancel);
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task What_prevents_a_connection_is_said()
    {
        await using var server = await StubServer.StartAsync();
        server.AddInstance("off", "stopped");
        server.AddInstance("web");
        using var home = await new CliHome().LoginAsync(server);
        (await home.RunAsync("ssh-proxy", "off")).ShouldExit(4).Error.ShouldStartWith("[instance_stopped]");
        (await home.RunAsync("ssh-proxy", "nope")).ShouldExit(4).Error.ShouldStartWith("[instance_not_found]");
        (await home.RunAsync("ssh-proxy", "web")).ShouldExit(2).Error.ShouldStartWith("[tunnel_refused]");
        (await home.RunAsync("ssh-proxy", "web", "--port", "70000")).ShouldExit(4);
    }

    // The writer stands still when half a second brings nothing more.
    private static async Task<long> StallsAsync(Func<long> written, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        long before;
        do
        {
            clock.Elapsed.ShouldBeLessThan(CliHome.Limit);
            before = written();
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancel);
        }
        while (before == 0 || written() != before);
        return before;
    }
}
