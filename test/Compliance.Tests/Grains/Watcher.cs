using Anchorage.Compliance.Tests.Support;

namespace Anchorage.Compliance.Tests.Grains;

/// <summary>An observer outside grains. The word "hold" keeps it busy until the event "go".</summary>
public sealed class Watcher(Probes probes, string key) : IWatcher
{
    public List<string> Words { get; } = [];

    public Task<int> AskAsync(int number) => number < 0 ? throw new InvalidOperationException("negative") : Task.FromResult(number + 1);

    public async Task TellAsync(string word)
    {
        Words.Add(word);
        probes.Set(key + word);
        if (word == "hold")
        {
            await probes.WaitAsync(key + "go");
        }
    }

    public Task TellAtOnceAsync(string word)
    {
        probes.Set(key + word);
        return Task.CompletedTask;
    }
}
