namespace Anchorage.Cli.CommandLine;

/// <summary>The flags of lists.</summary>
internal static class ListFlags
{
    private const int Default = 1000;

    public static Flag<int?> Limit(int fallback = Default) => new("--limit", "N", $"At most so many, 1..100000; {fallback} if absent");

    public static int Limit(Invocation call, Flag<int?> flag, int fallback = Default) => call.Get(flag) switch
    {
        null => fallback,
        >= 1 and <= 100_000 and var limit => limit,
        var other => throw CliException.Config($"--limit is {other}; allowed: 1..100000."),
    };
}
