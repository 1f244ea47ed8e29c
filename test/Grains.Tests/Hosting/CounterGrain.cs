using Orleans.Streams;

namespace Anchorage.Grains.Tests.Hosting;

[GrainType("testcounter")]
public sealed class CounterGrain([PersistentState("counter")] IPersistentState<CounterState> state) : Grain, ICounterGrain
{
    private int _heard;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.State.Stream is { } key)
        {
            foreach (StreamSubscriptionHandle<CounterEvent> handle in await Stream(key).GetAllSubscriptionHandles())
            {
                await handle.ResumeAsync(OnEvent);
            }
        }
    }

    public async Task<int> Add()
    {
        state.State.Value++;
        await state.WriteStateAsync();
        return state.State.Value;
    }

    public async Task Listen(string key)
    {
        state.State.Stream = key;
        await state.WriteStateAsync();
        await Stream(key).SubscribeAsync(OnEvent);
    }

    public Task<int> Heard() => Task.FromResult(_heard);

    private Task OnEvent(CounterEvent e, StreamSequenceToken? token)
    {
        _heard = e.Number;
        return Task.CompletedTask;
    }

    private IAsyncStream<CounterEvent> Stream(string key) =>
        this.GetStreamProvider("events").GetStream<CounterEvent>(StreamId.Create("tests", key));
}
