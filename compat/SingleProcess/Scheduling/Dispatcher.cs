using Anchorage.SingleProcess.Runtime;

namespace Anchorage.SingleProcess.Scheduling;

// Decides when and where work runs. The simulator replaces it.
internal abstract class Dispatcher
{
    /// <summary>How many items of one activation run before others get their turn.</summary>
    public abstract int BatchSize { get; }

    public abstract TaskCreationOptions AnswerOptions { get; }

    public abstract Guid NewGuid();

    public abstract void Queue(TurnScheduler turns);

    public abstract void Run(Func<Task> work);

    public abstract void Send(SiloRuntime silo, Call call);

    public abstract void Respond(Call call);
}
