using Anchorage.SingleProcess.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;

namespace Anchorage.SingleProcess.Streams;

internal sealed class StreamProvider(SiloRuntime silo, string name) : IStreamProvider
{
    public string Name => name;

    public bool IsRewindable => false;

    public static IStreamProvider Find(IServiceProvider services, string name) =>
        string.IsNullOrWhiteSpace(name) ? throw new ArgumentNullException(nameof(name))
        : services.GetKeyedService<IStreamProvider>(name) ?? throw new KeyNotFoundException($"Stream provider '{name}' not found");

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new MemoryStream<T>(silo, name, streamId);
}
