using Anchorage.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Anchorage.Benchmarks.Code;

/// <summary>A silo as the server composes it, on data of its own.</summary>
internal sealed class SiloHost : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchorage-bench-").FullName;
    private readonly IHost _host;

    public SiloHost()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Anchorage:Data:Path", Path.Combine(_folder, "data"))]);
        builder.AddAnchorageSilo();
        _host = builder.Build();
        _host.Start();
    }

    public IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    public void Dispose()
    {
        _host.StopAsync().GetAwaiter().GetResult();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
