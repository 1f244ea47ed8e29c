using Anchorage.SingleProcess.Runtime;
using Anchorage.SingleProcess.Scheduling;

namespace Anchorage.SingleProcess.Simulation;

internal sealed class SimulationDispatcher(World world, int life) : Dispatcher
{
    private readonly SimulationTaskScheduler _tasks = new(world, life);

    public override int BatchSize => 1;

    // An answer is a turn of its own, so its continuations may run at once.
    public override TaskCreationOptions AnswerOptions => TaskCreationOptions.None;

    public override Guid NewGuid() => world.Random.NextGuid();

    public override void Queue(TurnScheduler turns) => world.Add(new Work(life, $"turn {turns.Owner.GrainId}", turns.Execute));

    public override void Run(Func<Task> work) => _ = _tasks.Start(work);

    public override void Send(SiloRuntime silo, Call call)
    {
        bool mayFail = call.OneWay || call.Target.Type == SiloRuntime.ObserverType;
        if (mayFail && world.Random.Happens(world.Options.LostMessageRate))
        {
            return;
        }

        if (mayFail && world.Random.Happens(world.Options.DelayedMessageRate))
        {
            var delay = TimeSpan.FromTicks((long)(world.Random.Next() % (ulong)world.Options.LongestDelay.Ticks));
            new SimulatedTimer(world, life, _ => silo.Deliver(call), null).Change(delay, Timeout.InfiniteTimeSpan);
            return;
        }

        silo.Deliver(call);
    }

    public override void Respond(Call call) => world.Add(new Work(call.Source is null ? 0 : life, $"answer {call}", call.Deliver));
}
