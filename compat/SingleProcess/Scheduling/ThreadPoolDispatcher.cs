using Anchorage.SingleProcess.Runtime;

namespace Anchorage.SingleProcess.Scheduling;

internal sealed class ThreadPoolDispatcher : Dispatcher
{
    public override int BatchSize => 128;

    // The caller goes on by itself; it must not run inside the turn that answers it.
    public override TaskCreationOptions AnswerOptions => TaskCreationOptions.RunContinuationsAsynchronously;

    public override Guid NewGuid() => Guid.NewGuid();

    public override void Queue(TurnScheduler turns) => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: false);

    public override void Run(Func<Task> work) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work(), work, preferLocal: false);

    public override void Send(SiloRuntime silo, Call call) => silo.Deliver(call);

    public override void Respond(Call call) => call.Deliver();
}
