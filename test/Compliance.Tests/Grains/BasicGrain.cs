using System.Collections.Immutable;
using Anchorage.Compliance.Tests.Support;
using Orleans;
using Orleans.Runtime;

namespace Anchorage.Compliance.Tests.Grains;

[GrainType("basic")]
public sealed class BasicGrain(Probes probes) : Grain, IBasicGrain
{
    private int _running;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        probes.Add("activations:" + this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public Task<string> KeyAsync() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<int> AddAsync(int left, int right) => Task.FromResult(left + right);

    public ValueTask<int> AddQuicklyAsync(int left, int right) => ValueTask.FromResult(left + right);

    public async ValueTask NothingAsync() => await Task.Yield();

    public Task<ImmutableArray<Note>> EchoAsync(ImmutableArray<Note> notes) => Task.FromResult(notes);

    public Task<object?> EchoObjectAsync(object? value) => Task.FromResult(value);

    public async Task ThrowAsync(string kind)
    {
        await Task.Yield();
        throw kind switch
        {
            "argument" => new ArgumentException("not this one", nameof(kind)),
            "own" => new OwnException("with a code", 42),
            "unknown" => new UnknownException("without a serialiser"),
            _ => new InvalidOperationException(kind),
        };
    }

    public async Task CallBackAsync(string otherKey, int depth)
    {
        if (depth > 0)
        {
            await GrainFactory.GetGrain<IBasicGrain>(otherKey).CallBackAsync(this.GetPrimaryKeyString(), depth - 1);
        }
    }

    public async Task HoldAsync(string entered, string release)
    {
        _running++;
        probes.Set(entered);
        await probes.WaitAsync(release);
        _running--;
    }

    public Task<int> RunningAsync() => Task.FromResult(_running);

    public async Task NotifyAsync(string entered, string release, string done)
    {
        probes.Set(entered);
        await probes.WaitAsync(release);
        probes.Set(done);
        throw new InvalidOperationException("nobody hears this");
    }

    public async Task<string> WaitForCancellationAsync(string entered, CancellationToken cancellationToken)
    {
        probes.Set(entered);
        try
        {
            await Task.Delay(Probes.Deadline, cancellationToken);
            return "not cancelled";
        }
        catch (OperationCanceledException)
        {
            probes.Set(entered + ":cancelled");
            throw;
        }
    }

    public Task HoldBrieflyAsync(string release) => probes.WaitAsync(release);

    public Task<Unserialisable> ReturnUnserialisableAsync() => Task.FromResult(new Unserialisable());

    public Task<string?> ContextAsync(string name) => Task.FromResult((string?)RequestContext.Get(name));

    public Task<IBasicGrain> SelfAsync() => Task.FromResult(this.AsReference<IBasicGrain>());

    public async Task<bool> OverlapsAsync()
    {
        bool overlaps = _running++ > 0;
        await Task.Yield();
        overlaps |= _running != 1;
        _running--;
        return overlaps;
    }
}
