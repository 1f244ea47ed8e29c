using Anchorage.Silo.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Anchorage.Silo.Hosting;

/// <summary>Shows in <c>/health/ready</c> what the database is like.</summary>
internal sealed class DatabaseHealthCheck(SqliteDatabase database) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        StorageHealth health = database.Health;
        return Task.FromResult(health.IsOpen ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(health.Message));
    }
}
