using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Anchorage.SingleProcess.Storage;

// The state a grain holds. Operations run one after the other, in the order in which they were asked for.
internal sealed class PersistentState<TState>(string name, GrainId grainId, IGrainStorage storage) : IPersistentState<TState>, IStateLoader
{
    private readonly GrainState<TState> _state = new(CreateState());
    private Task _last = Task.CompletedTask;
    private bool _loaded;

    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _loaded ? _state.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) =>
        Queue("reading", async () =>
        {
            await storage.ReadStateAsync(name, grainId, _state, cancellationToken);
            _loaded = true;
        });

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        Queue("writing", () => storage.WriteStateAsync(name, grainId, _state, cancellationToken));

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        Queue("clearing", () => storage.ClearStateAsync(name, grainId, _state, cancellationToken));

    Task IStateLoader.LoadAsync(CancellationToken cancellationToken) => ReadStateAsync(cancellationToken);

    internal static TState CreateState() =>
        typeof(TState) is { IsValueType: false } type && type.GetConstructor(Type.EmptyTypes) is null
            ? (TState)RuntimeHelpers.GetUninitializedObject(type)
            : Activator.CreateInstance<TState>();

    private Task Queue(string what, Func<Task> operation) => _last = RunAsync(_last, what, operation);

    private async Task RunAsync(Task previous, string what, Func<Task> operation)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await operation();
        }
        catch (Exception exception) when (exception is not (OrleansException or OperationCanceledException))
        {
            throw new OrleansException($"Error from storage provider {storage.GetType().Name} when {what} {name} of {grainId}: {exception.Message}", exception);
        }
    }
}
