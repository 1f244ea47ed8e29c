using Anchorage.SingleProcess.Hosting;
using Anchorage.SingleProcess.Runtime;
using Anchorage.SingleProcess.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace Anchorage.SingleProcess.Simulation;

/// <summary>
/// Runs a silo on one thread with virtual time. The seed decides the order of everything that could happen in several orders,
/// and which faults happen: the same seed, configuration and workload give the same run.
/// </summary>
/// <remarks>
/// <para>Grains under simulation take time from the injected <see cref="TimeProvider"/> and do no real input or output; work that
/// leaves the thread ends the run with a <see cref="SimulationException"/>.</para>
/// <para>
/// Each turn runs one of: a call or continuation of a grain, an answer on its way to its caller, a step of the storage, a timer,
/// a task of the workload. A crash drops all of them but those of the workload, whose open calls fail with
/// <see cref="Orleans.Runtime.SiloUnavailableException"/>: whether these took effect is unknown.
/// </para>
/// </remarks>
public sealed class Simulation : IDisposable
{
    private readonly World _world;
    private readonly Action<ISiloBuilder> _configure;
    private readonly SimulatedStores _stores;
    private readonly SimulationTaskScheduler _workload;
    private readonly List<ServiceProvider> _lives = [];
    private SiloRuntime _silo = null!;
    private Task _start = null!;

    /// <summary>Starts a silo. <paramref name="configure"/> is run again after each crash.</summary>
    public Simulation(int seed, Action<ISiloBuilder> configure, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Seed = seed;
        _configure = configure;
        _world = new World(seed, options ?? new SimulationOptions());
        _stores = new SimulatedStores(_world);
        _workload = new SimulationTaskScheduler(_world, 0);
        Time = new SimulatedTimeProvider(_world, 0);
        _world.Enter();
        Boot();
    }

    /// <summary>The seed of this run: name it when a test fails.</summary>
    public int Seed { get; }

    /// <summary>The way into the silo that is running. After a crash, take references anew.</summary>
    public IClusterClient Client => _silo.Client;

    /// <summary>The services of the silo that is running.</summary>
    public IServiceProvider Services => _silo.Services;

    /// <summary>Virtual time, for the workload.</summary>
    public TimeProvider Time { get; }

    /// <summary>How many turns have run.</summary>
    public long Turn => _world.Turn;

    /// <summary>How often the silo has crashed.</summary>
    public int Crashes => _lives.Count - 1;

    /// <summary>A number over all turns: equal for equal runs.</summary>
    public ulong TraceHash => _world.Hash;

    /// <summary>The last turns, for a failure's report.</summary>
    public IReadOnlyList<string> Trace => _world.Trace;

    /// <summary>Runs the workload to its end and then until nothing can run without time passing. Time passes only when nothing else can.</summary>
    /// <exception cref="SimulationException">The workload waits for something that never happens, or the run is endless.</exception>
    public void Run(Func<Task> workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        Pump(() =>
        {
            // Read anew each time: a crash begins another start.
            while (!_start.IsCompleted)
            {
                StepOrMove("the silo's start");
            }

            _start.GetAwaiter().GetResult();
            Task task = _workload.Start(workload);
            while (!task.IsCompleted)
            {
                StepOrMove("the workload");
            }

            Drain();
            task.GetAwaiter().GetResult();
        });
    }

    /// <summary>Lets this much time pass, with everything that happens meanwhile.</summary>
    public void Advance(TimeSpan span) => Pump(() =>
    {
        long target = _world.Now + span.Ticks;
        Drain();
        while (_world.MoveToNextTimer(target))
        {
            Drain();
        }

        _world.MoveTo(target);
    });

    /// <summary>Kills the silo as it is and starts it again from storage.</summary>
    public void Crash()
    {
        SiloRuntime old = _silo;
        old.Kill();
        _world.Life++;
        Boot();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (ServiceProvider life in _lives)
        {
            life.Dispose();
        }
    }

    private void Boot()
    {
        int life = _world.Life;
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new SimulatedTimeProvider(_world, life));
        services.AddSingleton<Dispatcher>(new SimulationDispatcher(_world, life));
        services.AddSingleton(_stores);
        _configure(SiloBuilder.For(services, null));
        ServiceProvider provider = services.BuildServiceProvider();
        _lives.Add(provider);
        _silo = provider.GetRequiredService<SiloRuntime>();
        var host = ActivatorUtilities.CreateInstance<SiloHostedService>(provider);
        _start = new SimulationTaskScheduler(_world, life).Start(() => host.StartAsync(CancellationToken.None));
    }

    // A test's own synchronization context would take continuations away from the schedulers.
    private void Pump(Action run)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            _world.Enter();
            run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void StepOrMove(string what)
    {
        if (!_world.IsIdle)
        {
            StepAndCrash();
        }
        else if (!_world.MoveToNextTimer())
        {
            throw new SimulationException($"Nothing can run and no timer is set, but {what} has not ended (seed {Seed}, turn {Turn}).");
        }
    }

    private void Drain()
    {
        while (!_world.IsIdle)
        {
            StepAndCrash();
        }
    }

    private void StepAndCrash()
    {
        long before = Turn;
        _world.Step();
        if (Turn != before && Turn == _world.Options.CrashAtTurn)
        {
            Crash();
        }
    }
}
