using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Events;
using BenchmarkDotNet.Attributes;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Anchorage.Benchmarks.Code;

/// <summary>An event from the feed grain through the stream of its user to the subscribers of a process.</summary>
public class FanOutBenchmarks
{
    private const int Events = 100;
    private const string User = "u1";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private SiloHost _silo = null!;
    private IUserFeedGrain _feed = null!;
    private int _left;
    private TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Subscriptions to the stream.</summary>
    [Params(1, 100)]
    public int Subscribers { get; set; }

    /// <summary>Starts the silo and subscribes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _silo = new SiloHost();
        _feed = _silo.Client.GetGrain<IUserFeedGrain>(GrainKeys.Feed(User));
        IAsyncStream<FeedEvent> stream = _silo.Client.GetStreamProvider(EventStreams.Provider).GetStream<FeedEvent>(StreamId.Create(EventStreams.Namespace, User));
        Task.WhenAll(Enumerable.Range(0, Subscribers).Select(_ => stream.SubscribeAsync((_, _) => TakeAsync()))).GetAwaiter().GetResult();
    }

    /// <summary>Stops the silo.</summary>
    [GlobalCleanup]
    public void Cleanup() => _silo.Dispose();

    /// <summary>Publishes events one after the other and waits until every subscriber has them all.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public async Task Publish()
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, Events * Subscribers);
        for (int i = 0; i < Events; i++)
        {
            await _feed.Publish("instance.updated", null, """{"id":"i1"}""");
        }

        await _done.Task.WaitAsync(Deadline);
    }

    private Task TakeAsync()
    {
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _done.SetResult();
        }

        return Task.CompletedTask;
    }
}
