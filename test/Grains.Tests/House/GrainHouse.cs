using System.Collections.Concurrent;
using System.Diagnostics;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Audit;
using Anchorage.Grains.Abstractions.Authorisation;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Abstractions.Identity;
using Anchorage.Grains.Abstractions.Instances;
using Anchorage.Grains.Abstractions.Operations;
using Anchorage.Grains.Tests.Storage;
using Anchorage.Silo;
using Anchorage.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Anchorage.Grains.Tests.House;

/// <summary>The real grains on a real silo of the engine under test, with a database of its own and a wall clock that a test jumps. Timers run in real time.</summary>
public sealed class GrainHouse : IAsyncLifetime
{
    /// <summary>Fits every account.</summary>
    public const string Password = "correct horse battery";

    private static int _names;

    private readonly TestFolder _folder = new();
    private readonly ConcurrentBag<ScriptedAgent> _agents = [];
    private IHost _host = null!;

    /// <summary>The operator.</summary>
    public static Caller Admin { get; } = Caller.LocalAdmin("root");

    internal static GrainCallGraph Calls { get; } = new();

    internal TestClock Clock { get; } = new();

    /// <summary>Calls grains from outside, as the front doors do.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    private IAuditStore AuditStore => _host.Services.GetRequiredService<IAuditStore>();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await Start();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        _folder.Dispose();
        Calls.MustNotWaitInACircle();
    }

    /// <summary>Stops the silo and starts another one on the same data; agents must connect again.</summary>
    public async Task Restart()
    {
        await Stop();
        await Start();
    }

    /// <summary>Makes an account and signs it in.</summary>
    public async Task<Caller> NewUser(UserRole role = UserRole.User, DateTimeOffset? expiresAt = null)
    {
        string name = $"user{Interlocked.Increment(ref _names)}";
        CreatedUser made = await Grains.GetGrain<IAccountsGrain>(GrainKeys.Accounts).Create(Admin, new NewUser(name, $"{name}@example.org", Password, role, expiresAt));
        SignedIn session = await Grains.GetGrain<IUserSystemGrain>(GrainKeys.User(made.User.Id)).StartSession("10.0.0.1", "tests");
        return As(made.User, session.CredentialId);
    }

    /// <summary>That account with one of its credentials.</summary>
    public static Caller As(UserInfo user, string credentialId) => new(CallerKind.User, user.Id, user.Username, credentialId, [Caller.AllScopes], "10.0.0.1");

    /// <summary>Keeps an agent for as long as the house stands: an engine holds its observers weakly, and a test often needs no more of an agent than that it answers.</summary>
    internal void Keep(ScriptedAgent agent) => _agents.Add(agent);

    /// <summary>Asks for an instance; its agent has not answered yet.</summary>
    public async Task<(string Instance, string Operation)> BeginCreate(Caller user, string nodeId)
    {
        string id = $"o{Guid.NewGuid():N}";
        InstanceOperation begun = await Grains.GetGrain<IOperationGrain>(GrainKeys.Operation(id)).CreateInstance(user, new CreateInstanceRequest(null, null, nodeId, null, null, null));
        return (begun.Instance.Id, id);
    }

    /// <summary>Makes an instance that runs.</summary>
    internal async Task<string> NewInstance(Caller user, ScriptedAgent agent)
    {
        (string instance, string operation) = await BeginCreate(user, agent.NodeId);
        (await EndOf(operation)).State.ShouldBe(OperationState.Succeeded);
        return instance;
    }

    /// <summary>Begins work on an instance.</summary>
    public async Task<string> Begin(Caller caller, string instanceId, InstanceVerb verb)
    {
        string id = $"o{Guid.NewGuid():N}";
        (await Grains.GetGrain<IOperationGrain>(GrainKeys.Operation(id)).ChangeInstance(caller, instanceId, verb, null)).Operation.ShouldNotBeNull();
        return id;
    }

    public Task<OperationInfo> Operation(string id) => Grains.GetGrain<IOperationGrain>(GrainKeys.Operation(id)).Get(Admin);

    /// <summary>Waits for the end of an operation.</summary>
    public async Task<OperationInfo> EndOf(string id)
    {
        await Until(async () => (await Operation(id)).IsFinal, $"operation {id} ends");
        return await Operation(id);
    }

    /// <summary>Rows of the audit about an object, newest first.</summary>
    public async Task<AuditEvent[]> Audit(string objectId, string? action = null) =>
        [.. (await AuditStore.Query(new AuditQuery { ObjectId = objectId, Action = action, Limit = AuditQuery.MaxLimit })).Items];

    /// <summary>Waits until something is so, and fails with its name after the deadline.</summary>
    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TestDatabase.Deadline, what);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The code with which a call is refused.</summary>
    public static async Task<string> Refusal(Func<Task> act) => (await Should.ThrowAsync<AnchorageException>(act)).Code;

    private async Task Start()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Anchorage:Data:Path"] = _folder.File("data"),
            ["Anchorage:Accounts:PasswordIterations"] = "10000",
            ["Anchorage:Scheduler:Period"] = "00:00:00.500",

            // The link is told by the test, not renewed: it must outlive a slow machine.
            ["Anchorage:Nodes:LeaseLife"] = "00:05:00",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IOutgoingGrainCallFilter>(Calls);
        builder.AddAnchorageSilo();
        _host = builder.Build();
        await _host.StartAsync(TestContext.Current.CancellationToken).WaitAsync(TestDatabase.Deadline);
        await Grains.GetGrain<ISchedulerGrain>(GrainKeys.Scheduler).Wake();
    }

    private async Task Stop()
    {
        await _host.StopAsync(CancellationToken.None).WaitAsync(TestDatabase.Deadline);
        _host.Dispose();
    }
}
