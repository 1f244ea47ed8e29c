using System.Collections.Concurrent;
using System.Diagnostics;
using Anchorage.NodeAgent.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Operations;

namespace Anchorage.NodeAgent.Tests.Instances;

/// <summary>A control link that remembers what was said and answers as a test wants.</summary>
internal sealed class FakeLink : IControlLink
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WorkCompleted>> _completions = new();

    public event Func<CancellationToken, Task>? Connected;

    public ConcurrentQueue<(long At, string Type, object Payload)> Posts { get; } = new();

    public ConcurrentQueue<WorkCompleted> Completions { get; } = new();

    public bool Down { get; set; }

    public IEnumerable<T> Posted<T>() => Posts.Select(p => p.Payload).OfType<T>();

    public void Post<T>(string type, T payload)
    {
        if (!Down)
        {
            Posts.Enqueue((Stopwatch.GetTimestamp(), type, payload!));
        }
    }

    public Task RequestAsync<T>(string type, T payload, CancellationToken cancellationToken)
    {
        if (Down)
        {
            throw new LinkRequestException("link_down", "The link is down.");
        }

        type.ShouldBe(MessageTypes.OperationCompleted);
        var completed = (WorkCompleted)(object)payload!;
        Completions.Enqueue(completed);
        Completion(completed.OperationId).TrySetResult(completed);
        return Task.CompletedTask;
    }

    public Task ConnectAsync()
    {
        Down = false;
        return Connected?.Invoke(CancellationToken.None) ?? Task.CompletedTask;
    }

    public Task<WorkCompleted> CompletedAsync(string operationId) =>
        Completion(operationId).Task.WaitAsync(TimeSpan.FromSeconds(180), TestContext.Current.CancellationToken);

    private TaskCompletionSource<WorkCompleted> Completion(string operationId) =>
        _completions.GetOrAdd(operationId, _ => new TaskCompletionSource<WorkCompleted>(TaskCreationOptions.RunContinuationsAsynchronously));
}
