using Orleans;

namespace Anchorage.Compliance.Tests.Grains;

[Alias("Compliance.IStateGrain")]
public interface IStateGrain : IGrainWithStringKey
{
    Task<(string Text, bool Exists)> ReadAsync();

    Task SetAsync(string text, bool write);

    Task ClearAsync();

    Task SetSecondAsync(string text);

    Task<string> ReadSecondAsync();

    /// <summary>Changes the stored state past the grain, then lets the grain write.</summary>
    Task WriteBehindItsBackAsync(string text);

    Task WriteManyAsync(int count);

    Task EndAsync();
}
