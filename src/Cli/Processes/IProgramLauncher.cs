namespace Anchorage.Cli.Processes;

/// <summary>Starts other programs; arguments are lists, never shell text.</summary>
internal interface IProgramLauncher
{
    /// <summary>The full path of a program on PATH; null where it is not installed.</summary>
    string? Find(string name);

    /// <summary>Puts the program in the place of this process. Where that is not possible, runs it, passes signals on and returns its exit code.</summary>
    Task<int> ReplaceAsync(string file, IReadOnlyList<string> arguments);

    /// <summary>Runs a short program to its end.</summary>
    /// <param name="input">What it reads on standard input; null for nothing.</param>
    /// <exception cref="TimeoutException">It did not end within <paramref name="limit"/> and was killed.</exception>
    Task<ProgramResult> RunAsync(string file, IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancel, string? input = null);
}
