using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IBasicGrain")]
public interface IBasicGrain : IGrainWithStringKey
{
    Task<string> KeyAsync();

    Task<int> AddAsync(int left, int right);

    ValueTask<int> AddQuicklyAsync(int left, int right);

    ValueTask NothingAsync();

    Task<ImmutableArray<Note>> EchoAsync(ImmutableArray<Note> notes);

    Task<object?> EchoObjectAsync(object? value);

    Task ThrowAsync(string kind);

    Task CallBackAsync(string otherKey, int depth);

    Task HoldAsync(string entered, string release);

    [AlwaysInterleave]
    Task<int> RunningAsync();

    [OneWay]
    Task NotifyAsync(string entered, string release, string done);

    Task<string> WaitForCancellationAsync(string entered, CancellationToken cancellationToken);

    [ResponseTimeout("00:00:00.500")]
    Task HoldBrieflyAsync(string release);

    Task<Unserialisable> ReturnUnserialisableAsync();

    Task<string?> ContextAsync(string name);

    Task<IBasicGrain> SelfAsync();

    Task<bool> OverlapsAsync();
}
