namespace Anchorage.SingleProcess.Simulation;

// Runs tasks that belong to no grain: the workload, observers, start-up tasks.
internal sealed class SimulationTaskScheduler(World world, int life) : TaskScheduler
{
    public Task Start(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    protected override void QueueTask(Task task) => world.Add(new Work(life, life == 0 ? "workload" : "task", () => TryExecuteTask(task)));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
