using System.Diagnostics;
using System.Globalization;

namespace Anchorage.Api.Tests.Gateway;

/// <summary>Many agents of another process, with real keys and sockets. <c>ANCHORAGE_FLEET=2000</c> makes it a measurement; its figures go to the diagnostic output.</summary>
public sealed class FleetTests
{
    [Fact]
    public async Task A_fleet_of_another_process_enrols_and_stays_linked()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("ANCHORAGE_FLEET") ?? "50", CultureInfo.InvariantCulture);
        await using GatewayHost host = await GatewayHost.StartAsync();
        string keyFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(keyFile, FakeNodeGateway.Key);
        using Process server = Process.GetCurrentProcess();
        Figures before = Figures.Of(server);
        long start = Stopwatch.GetTimestamp();

        ProcessStartInfo info = new("dotnet") { RedirectStandardOutput = true };
        foreach (string argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "Anchorage.FakeAgent.dll"),
            "--server", host.Url, "--onboarding-key-file", keyFile, "--count", $"{count}"])
        {
            info.ArgumentList.Add(argument);
        }

        using Process fleet = Process.Start(info)!;
        try
        {
            string? line;
            while ((line = await fleet.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(5))) is not null && !line.Contains("\"connected\",\"count\"", StringComparison.Ordinal))
            {
                line.ShouldNotContain("\"refused\",\"agent\"");
            }

            TimeSpan connect = Stopwatch.GetElapsedTime(start);
            host.Nodes.Enrolled.Count.ShouldBe(count);
            await Wait.UntilAsync(() => host.Registry.Count == count && host.Nodes.Reports.Count >= count);
            Figures connected = Figures.Of(server);

            // Two heartbeat periods: all of them still there, none of them cut.
            for (int beats = host.Nodes.Received.Reader.Count; beats < 2 * count; beats = host.Nodes.Received.Reader.Count)
            {
                await host.Nodes.Received.Reader.WaitToReadAsync().AsTask().WaitAsync(Wait.Long);
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }

            Figures idle = Figures.Of(server);
            host.Nodes.Disconnects.ShouldBeEmpty();
            fleet.Refresh();
            TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture,
                $"{count} agents, {host.Registry.StreamCount} spare streams: connected after {connect.TotalSeconds:0.0} s with {(connected.Cpu - before.Cpu).TotalSeconds:0.0} s of server CPU; "
                + $"server {before.Memory >> 20} -> {idle.Memory >> 20} MiB; idle {100 * (idle.Cpu - connected.Cpu) / (idle.At - connected.At):0.0} % of one CPU over {(idle.At - connected.At).TotalSeconds:0} s; "
                + $"fleet {fleet.WorkingSet64 >> 20} MiB"));
        }
        finally
        {
            fleet.Kill();
            await fleet.WaitForExitAsync();
            File.Delete(keyFile);
        }

        await Wait.UntilAsync(() => host.Registry.Count == 0 && host.Registry.StreamCount == 0);
    }

    private sealed record Figures(long Memory, TimeSpan Cpu, TimeSpan At)
    {
        public static Figures Of(Process process)
        {
            process.Refresh();
            return new Figures(process.WorkingSet64, process.TotalProcessorTime, TimeSpan.FromMilliseconds(Environment.TickCount64));
        }
    }
}
