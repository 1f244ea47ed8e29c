using System.Collections.Immutable;
using Anchorage.Compliance.Tests.Support;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("listener")]
public sealed class ListenerGrain([PersistentState("listener")] IPersistentState<TextState> resumes) : Grain, IListenerGrain
{
    private readonly List<StreamSubscriptionHandle<int>> _handles = [];
    private ImmutableList<int> _received = [];
    private TaskCompletionSource _arrived = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (resumes.State.Text is { Length: > 0 } stream)
        {
            foreach (StreamSubscriptionHandle<int> handle in await Stream(stream).GetAllSubscriptionHandles())
            {
                _handles.Add(await handle.ResumeAsync(OnNumberAsync));
            }
        }
    }

    public async Task SubscribeAsync(string stream) => _handles.Add(await Stream(stream).SubscribeAsync(OnNumberAsync));

    public async Task UnsubscribeAsync(string stream)
    {
        foreach (StreamSubscriptionHandle<int> handle in await Stream(stream).GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    public async Task<ImmutableList<int>> ReceivedAsync(int atLeast)
    {
        while (_received.Count < atLeast)
        {
            await _arrived.Task.WaitAsync(Probes.Deadline);
        }

        return _received;
    }

    public async Task EndAsync(string stream)
    {
        resumes.State.Text = stream;
        await resumes.WriteStateAsync();
        DeactivateOnIdle();
    }

    private IAsyncStream<int> Stream(string key) => this.GetStreamProvider("events").GetStream<int>(StreamId.Create("numbers", key));

    private Task OnNumberAsync(int number, StreamSequenceToken? token)
    {
        _received = _received.Add(number);
        TaskCompletionSource arrived = _arrived;
        _arrived = new TaskCompletionSource();
        arrived.SetResult();
        return Task.CompletedTask;
    }
}
