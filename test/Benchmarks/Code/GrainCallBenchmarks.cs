using BenchmarkDotNet.Attributes;
using Orleans;

namespace Anchorage.Benchmarks.Code;

/// <summary>Grain calls on the engine in use, from the hosted client.</summary>
public class GrainCallBenchmarks
{
    private const int Callers = 256;
    private const int CallsPerCaller = 200;
    private const int CallsAlone = 2_000;
    private SiloHost _silo = null!;
    private IEchoGrain[] _grains = null!;

    /// <summary>Starts the silo and activates the grains.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _silo = new SiloHost();
        _grains = [.. Enumerable.Range(0, Callers).Select(i => _silo.Client.GetGrain<IEchoGrain>($"key:{i}"))];
        Task.WhenAll(_grains.Select(g => g.Echo(0).AsTask())).GetAwaiter().GetResult();
    }

    /// <summary>Stops the silo.</summary>
    [GlobalCleanup]
    public void Cleanup() => _silo.Dispose();

    /// <summary>One caller, one call after the other.</summary>
    [Benchmark(OperationsPerInvoke = CallsAlone)]
    public Task<int> OneCaller() => CallAsync(_grains[0], CallsAlone);

    /// <summary>256 callers, each on a grain of its own.</summary>
    [Benchmark(OperationsPerInvoke = Callers * CallsPerCaller)]
    public Task<int[]> ManyCallers() => Task.WhenAll(_grains.Select(g => Task.Run(() => CallAsync(g, CallsPerCaller))));

    private static async Task<int> CallAsync(IEchoGrain grain, int calls)
    {
        int sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += await grain.Echo(i);
        }

        return sum;
    }
}
