using System.Collections.Concurrent;

namespace Anchorage.Compliance.Tests.Support;

/// <summary>Named events and counters that grains and tests share: a test waits for the thing itself, never for time to pass.</summary>
public sealed class Probes
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _events = new();
    private readonly ConcurrentDictionary<string, int> _counters = new();

    public static TimeSpan Deadline => TimeSpan.FromSeconds(20);

    public void Set(string name) => Event(name).TrySetResult();

    public bool IsSet(string name) => Event(name).Task.IsCompleted;

    public Task WaitAsync(string name) => Event(name).Task.WaitAsync(Deadline);

    public int Add(string name, int amount = 1) => _counters.AddOrUpdate(name, amount, (_, value) => value + amount);

    public int Count(string name) => _counters.GetValueOrDefault(name);

    private TaskCompletionSource Event(string name) =>
        _events.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
