using System.Security.Cryptography;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Nodes;
using Anchorage.Grains.Abstractions.Storage;
using Anchorage.Grains.Identity;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;
using Anchorage.SingleProcess.Simulation;
using Anchorage.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime.Hosting;

namespace Anchorage.Grains.Tests.Simulation;

/// <summary>The whole house under simulation: the real grains on a simulated disk, users with sessions, machines with scripted agents. The seed decides everything.</summary>
internal sealed class SimulatedHouse : IDisposable
{
    private static readonly string PublicKey = NewPublicKey();

    private readonly List<string> _steps = [];
    private TaskScheduler? _workload;
    private Exception? _failure;

    public SimulatedHouse(int seed, long? crashAtTurn = null, bool failures = true)
    {
        AgentsFail = failures;
        Random = new Random(seed);
        Faults = new Faults(Random);
        Disk = new SimulatedDisk(Faults);
        SeededIds ids = new(Random);
        Simulation = new SingleProcess.Simulation.Simulation(
            seed,
            silo =>
            {
                silo.Services.AddLogging();
                silo.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
                silo.Services.AddSingleton<IOutgoingGrainCallFilter>(Calls);
                silo.Services.AddSingleton<IIdSource>(ids);
                silo.Services.AddSingleton<IPasswordHashing, PlainPasswords>();
                silo.Services.AddSingleton<ISecretProtector, PlainSecrets>();
                silo.Services.AddSingleton<IDocumentIndex>(Disk);
                silo.Services.AddSingleton<IAuditStore>(Disk);
                silo.Services.AddAnchorageGrains();
                silo.Services.AddGrainStorage("Default", (_, _) => Disk);
                silo.AddSimulatedGrainStorage("PubSubStore");
                silo.AddMemoryStreams("events");
                silo.AddStartupTask(async (services, _) =>
                {
                    await Disk.InterruptUnfinished();
                    await services.GetRequiredService<IGrainFactory>().GetGrain<ISchedulerGrain>(GrainKeys.Scheduler).Wake();
                });
            },
            new SimulationOptions { CrashAtTurn = crashAtTurn, MaxTurns = 3_000_000 });
    }

    public SingleProcess.Simulation.Simulation Simulation { get; }

    /// <summary>Calls between grains in all houses of this process.</summary>
    public static GrainCallGraph Calls { get; } = new();

    public Random Random { get; }

    public Faults Faults { get; }

    public SimulatedDisk Disk { get; }

    public List<SimulatedAgent> Agents { get; } = [];

    public List<Caller> Users { get; } = [];

    public static Caller Admin { get; } = Caller.LocalAdmin("root");

    /// <summary>Whether work of agents fails or takes long now and then.</summary>
    public bool AgentsFail { get; }

    /// <summary>Set at the end: the agents' loops stop.</summary>
    public bool Closed { get; set; }

    public IGrainFactory Client => Simulation.Client;

    public DateTimeOffset Now => Simulation.Time.GetUtcNow();

    /// <summary>The last steps, for a failure's report.</summary>
    public string Report(int steps = 50) => $"seed {Simulation.Seed}, {Simulation.Crashes} crashes, turn {Simulation.Turn}, {Now:HH:mm:ss.fff}\n{string.Join('\n', _steps.TakeLast(steps))}";

    public void Step(string text) => _steps.Add($"{Simulation.Turn,7} {Now:HH:mm:ss.fff} {text}");

    public void Run(Func<Task> workload)
    {
        Simulation.Run(() =>
        {
            _workload = TaskScheduler.Current;
            return workload();
        });
        if (_failure is not null)
        {
            throw new InvalidOperationException(_failure.ToString());
        }
    }

    public Task Delay(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Simulation.Time);

    /// <summary>Starts something beside the workload; its failure fails the run.</summary>
    public Task Start(Func<Task> work) => Task.Factory.StartNew(
        async () =>
        {
            try
            {
                await work();
            }
            catch (Exception exception)
            {
                _failure ??= exception;
            }
        },
        CancellationToken.None,
        TaskCreationOptions.None,
        _workload!).Unwrap();

    /// <summary>Kills the server after a random number of turns, wherever it then is.</summary>
    public async Task CrashSoon(int turns)
    {
        for (int i = 0; i < turns; i++)
        {
            await Task.Yield();
        }

        Step("the server is killed");
        Simulation.Crash();
    }

    /// <summary>A call that may fail as calls may: true when it was acknowledged.</summary>
    public async Task<bool> Try(string what, Func<Task> act) => (await Ask(what, async () =>
    {
        await act();
        return true;
    })).Acknowledged;

    /// <summary>A call that may fail as calls may.</summary>
    public async Task<(bool Acknowledged, string? Code, T? Value)> Ask<T>(string what, Func<Task<T>> act)
    {
        try
        {
            T value = await act();
            Step($"{what}: done");
            return (true, null, value);
        }
        catch (AnchorageException exception)
        {
            Step($"{what}: {exception.Message}");
            return (false, exception.Code, default);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            Step($"{what}: {exception.GetType().Name} {exception.Message}");
            return (false, null, default);
        }
    }

    /// <summary>Repeats until it is acknowledged, as a patient client does with one idempotency key.</summary>
    public async Task<T> Insist<T>(string what, Func<Task<T>> act)
    {
        for (int i = 0; i < 200; i++)
        {
            (bool acknowledged, _, T? value) = await Ask(what, act);
            if (acknowledged)
            {
                return value!;
            }

            await Delay(1_000);
        }

        throw new InvalidOperationException($"{what} never succeeded.");
    }

    /// <summary>Makes accounts and machines.</summary>
    public async Task Furnish(int users, int machines, PortRange ports)
    {
        IAccountsGrain accounts = Client.GetGrain<IAccountsGrain>(GrainKeys.Accounts);
        for (int i = 0; i < users; i++)
        {
            CreatedUser made = await Insist("make a user", () => accounts.Create(Admin, new NewUser($"user{i}", $"user{i}@example.org", "long enough", UserRole.User, null)));
            Users.Add(await SignIn(made.User.Id, made.User.Username));
        }

        for (int i = 0; i < machines; i++)
        {
            SimulatedAgent agent = new(this, $"machine{i}");
            await Enrol(agent, ports);
            Agents.Add(agent);
            _ = Start(agent.Run);
        }

        await AllConnected();
    }

    /// <summary>Makes a node of a machine. A machine whose node was revoked gets another one.</summary>
    public async Task Enrol(SimulatedAgent agent, PortRange ports)
    {
        string answer = await Insist("enrol", async () =>
        {
            // A key that was made before a crash may be void: a new one with every try.
            string key = await Client.GetGrain<INodeDirectorySystemGrain>(GrainKeys.NodeDirectory).CreateLocalKey();
            EnrollRequest request = new(key, PublicKey, agent.Name, agent.Name, true, SimulatedAgent.Description);
            return await Client.GetGrain<INodeEnrollmentGrain>(GrainKeys.Enrollment).Enroll(ProtocolJson.Write(request), "10.0.0.9");
        });
        agent.NodeId = ProtocolJson.Read<EnrollResponse>(answer).NodeId;
        NodeChange change = new(null, true, null, 4, null, null, ports, null, null);
        await Insist("set up a node", () => Client.GetGrain<INodeGrain>(GrainKeys.Node(agent.NodeId)).Update(Admin, change));
    }

    public async Task<Caller> SignIn(string userId, string name)
    {
        SignedIn signedIn = await Insist("sign in", () => Client.GetGrain<IUserSystemGrain>(GrainKeys.User(userId)).StartSession("10.0.0.1", "simulation"));
        return new Caller(CallerKind.User, userId, name, signedIn.CredentialId, [Caller.AllScopes], "10.0.0.1");
    }

    public async Task AllConnected()
    {
        for (int i = 0; i < 600 && Agents.Any(a => a.LinkId is null && !a.Gone); i++)
        {
            await Delay(500);
        }

        Agents.ShouldAllBe(a => a.LinkId != null || a.Gone);
    }

    public void Dispose() => Simulation.Dispose();

    private static string NewPublicKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }
}
