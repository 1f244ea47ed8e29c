using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.FakeAgent;

/// <summary>Many agents in one process, each with its own key, enrolment and sockets. Prints JSON lines.</summary>
internal sealed class Fleet(string server, string keyText, int count, int parallel, TimeSpan latency, Scenario scenario, string prefix)
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private readonly List<LinkStatus> _links = [];
    private int _enrolled;
    private int _refused;

    public async Task RunAsync(CancellationToken stopping)
    {
        long start = Stopwatch.GetTimestamp();
        using SemaphoreSlim gate = new(parallel);
        Task[] agents = [.. Enumerable.Range(0, count).Select(i => LiveAsync(i, gate, stopping))];
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), Time);
        bool told = false;
        while (!stopping.IsCancellationRequested)
        {
            int up;
            lock (_links)
            {
                up = _links.Count(l => l.State == LinkState.Authenticated);
            }

            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Print("fleet", ("seconds", seconds), ("enrolled", _enrolled), ("connected", up), ("refused", _refused), ("memoryMb", Environment.WorkingSet / 1048576.0));
            if (up == count && !told)
            {
                told = true;
                Print("connected", ("count", up), ("seconds", seconds));
            }

            try
            {
                await timer.WaitForNextTickAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(agents);
    }

    private async Task LiveAsync(int index, SemaphoreSlim gate, CancellationToken stopping)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{index:00000}");
        ServerAddress address = ServerAddress.Parse(server, "--server");
        OnboardingKeyText key = OnboardingKeyText.Parse(keyText, "--onboarding-key-file");
        using ServerConnection connection = new(address, new ServerTrust(key.Pin), Time);
        try
        {
            await gate.WaitAsync(stopping);
            AgentIdentity identity;
            LinkClient client;
            FakeMachine machine;
            ControlLink link = new();
            try
            {
                identity = await EnrollAsync(connection, key, name, stopping);
                Interlocked.Increment(ref _enrolled);
                machine = new FakeMachine(link, latency, scenario, Time, stopping);
                link.Connected += machine.RepeatAsync;
                LinkClientFactory factory = new(
                    link, machine.Handlers(), [], new MachineDescription(machine), new AgentOptions { Server = address, DataDirectory = string.Empty, Name = name }, new Random(index), Time, NullLoggerFactory.Instance, machine);
                client = factory.Create(connection, identity, _ => { });
            }
            finally
            {
                gate.Release();
            }

            lock (_links)
            {
                _links.Add(client.Status);
            }

            using CancellationTokenSource life = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            machine.Cut = life.Cancel;
            LinkEnd end = await client.RunAsync(life.Token);
            if (!stopping.IsCancellationRequested)
            {
                Print("ended", ("agent", name), ("end", end.ToString()));
            }
        }
        catch (OperationCanceledException)
        {
            // The fleet stops.
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _refused);
            Print("refused", ("agent", name), ("error", e.Message));
        }
    }

    private static async Task<AgentIdentity> EnrollAsync(ServerConnection connection, OnboardingKeyText key, string name, CancellationToken stopping)
    {
        string privateKey = NodeKey.Create();
        AgentDescription description = new MachineDescription().Describe() with { Capabilities = ["docker"], Hostname = name };
        EnrollRequest request = new(key.Credential, NodeKey.PublicKey(privateKey), "fake-" + name, name, false, description);
        (int status, string body) = await connection.PostAsync("agent/enroll", ProtocolJson.Write(request), stopping);
        if (status != 200)
        {
            throw new InvalidOperationException($"{status} {body}");
        }

        EnrollResponse response = ProtocolJson.Read<EnrollResponse>(body);
        return new AgentIdentity(response.NodeId, response.Name, response.OwnerName, "", key.Pin, privateKey, null, "", Time.GetUtcNow());
    }

    private static void Print(string what, params (string Name, object Value)[] values)
    {
        Dictionary<string, object> line = new() { ["event"] = what };
        foreach ((string name, object value) in values)
        {
            line[name] = value is double d ? Math.Round(d, 2) : value;
        }

        lock (Console.Out)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(line));
        }
    }
}
