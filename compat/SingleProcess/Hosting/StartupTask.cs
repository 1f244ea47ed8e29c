namespace Anchorage.SingleProcess.Hosting;

internal sealed record StartupTask(int Stage, Func<IServiceProvider, CancellationToken, Task> Run);
