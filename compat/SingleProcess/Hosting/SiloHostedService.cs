using Anchorage.SingleProcess.Runtime;
using Microsoft.Extensions.Hosting;

namespace Anchorage.SingleProcess.Hosting;

internal sealed class SiloHostedService(SiloRuntime silo, IEnumerable<StartupTask> tasks, IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        silo.Start();
        foreach (StartupTask task in tasks.OrderBy(task => task.Stage))
        {
            await task.Run(services, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => silo.StopAsync(cancellationToken);
}
