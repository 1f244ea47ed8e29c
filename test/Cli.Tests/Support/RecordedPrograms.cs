using Anchorage.Cli.Processes;

namespace Anchorage.Cli.Tests.Support;

/// <summary>Runs short programs for real and records which one would have taken the place of the process.</summary>
internal sealed class RecordedPrograms(IReadOnlyDictionary<string, string> variables) : IProgramLauncher
{
    private readonly ProgramLauncher _real = new(variables);

    public (string File, IReadOnlyList<string> Arguments)? Replaced { get; private set; }

    public string? Find(string name) => _real.Find(name);

    public Task<int> ReplaceAsync(string file, IReadOnlyList<string> arguments)
    {
        Replaced = (file, arguments);
        return Task.FromResult(42);
    }

    public Task<ProgramResult> RunAsync(string file, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancel, string? input = null) =>
        _real.RunAsync(file, arguments, limit, cancel, input);
}
