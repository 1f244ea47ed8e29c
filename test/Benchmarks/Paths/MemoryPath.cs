using Anchorage.Benchmarks.Running;

namespace Anchorage.Benchmarks.Paths;

/// <summary>Resident memory of an installation that rests.</summary>
internal static class MemoryPath
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    public static async Task MeasureAsync(BenchRun run, Installation installation, string when)
    {
        run.Begin("idle memory");
        await Task.Delay(Rest, run.Stopping);
        TimeSpan server = installation.Server.ProcessorTime;
        TimeSpan agent = installation.Agent.ProcessorTime;
        await Task.Delay(Rest, run.Stopping);
        double serverPercent = (installation.Server.ProcessorTime - server) / Rest * 100;
        double agentPercent = (installation.Agent.ProcessorTime - agent) / Rest * 100;
        run.Put("idle memory of the server", "MiB", installation.Server.MemoryMb, null, $"Resident, of which {Service.PrivateMb(installation.Server.Id):0} MiB are not mapped from files, {when}; processor use meanwhile {serverPercent:0.0} % of a core.");
        run.Put("idle memory of the agent", "MiB", installation.Agent.MemoryMb, "<= 60", $"Resident, of which {Service.PrivateMb(installation.Agent.Id):0} MiB are not mapped from files, {when}; processor use meanwhile {agentPercent:0.0} % of a core.");
        foreach (int host in installation.TerminalHosts.Take(1))
        {
            run.Put("idle memory of the terminal host", "MiB", Service.ResidentMb(host), null, $"Resident, of which {Service.PrivateMb(host):0} MiB are not mapped from files, {when}.");
        }
    }
}
