using System.Globalization;
using System.Text.RegularExpressions;
using Anchorage.Grains.Abstractions.Instances;

namespace Anchorage.Grains.Instances;

/// <summary>What an instance may be called and given.</summary>
internal static partial class InstanceRules
{
    public static string Name(string? value) =>
        value is not null && NamePattern().IsMatch(value) && !value.EndsWith('-')
            ? value
            : throw Fail.Invalid("name", "must have 1 to 40 characters of a-z 0-9 -, begin with a letter and not end with -");

    /// <summary>A free name of an instance out of the name of a machine.</summary>
    public static string MachineName(string node, Func<string, bool> isTaken)
    {
        string clean = Unusable().Replace(node.ToLowerInvariant(), "-").Trim('-');
        clean = clean.Length == 0 || !char.IsAsciiLetterLower(clean[0]) ? "m-" + clean : clean;
        clean = clean[..Math.Min(clean.Length, LongestName)].TrimEnd('-');
        string free = clean;
        for (int number = 2; isTaken(free); number++)
        {
            string suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            free = clean[..Math.Min(clean.Length, LongestName - suffix.Length)].TrimEnd('-') + suffix;
        }

        return free;
    }

    public static string RestartPolicy(string? value) => value switch
    {
        null => "unless-stopped",
        "unless-stopped" or "always" or "no" => value,
        _ => throw Fail.Invalid("restartPolicy", "must be unless-stopped, always or no"),
    };

    /// <summary>Limits after a change: absent leaves, 0 is the default (inventory P5).</summary>
    public static LimitsInfo Limits(LimitsInfo present, LimitsChange? change, InstancesOptions defaults)
    {
        int memory = Choose(change?.MemoryMb, present.MemoryMb, defaults.MemoryMb);
        double cpus = change?.Cpus switch { null => present.Cpus, 0 => defaults.Cpus, { } value => value };
        int pids = Choose(change?.Pids, present.Pids, defaults.Pids);
        if (memory is < 128 or > 262_144)
        {
            throw Fail.Invalid("limits.memoryMb", "must be 128 to 262144, or 0 for the default");
        }

        if (!(cpus >= 0.1 && cpus <= 64))
        {
            throw Fail.Invalid("limits.cpus", "must be 0.1 to 64, or 0 for the default");
        }

        return pids is < 64 or > 131_072
            ? throw Fail.Invalid("limits.pids", "must be 64 to 131072, or 0 for the default")
            : new LimitsInfo(memory, cpus, pids);
    }

    public static LimitsInfo Defaults(InstancesOptions options) => new(options.MemoryMb, options.Cpus, options.Pids);

    /// <summary>A readable free name, such as <c>calm-otter</c>; after a few tries with a number.</summary>
    public static string FreeName(IIdSource ids, Func<string, bool> isTaken)
    {
        for (int attempt = 0; ; attempt++)
        {
            string name = $"{Adjectives[ids.Next(Adjectives.Length)]}-{Animals[ids.Next(Animals.Length)]}";
            name = attempt < 5 ? name : $"{name}-{ids.Next(10_000)}";
            if (!isTaken(name))
            {
                return name;
            }
        }
    }

    private static readonly string[] Adjectives =
    [
        "amber", "bold", "brisk", "calm", "clear", "cosy", "crisp", "deep", "eager", "fair", "fleet", "gentle", "glad", "keen", "kind", "light",
        "lively", "lucid", "mellow", "neat", "nimble", "plain", "proud", "quick", "quiet", "rapid", "sharp", "sleek", "smooth", "snug", "steady", "swift",
    ];

    private static readonly string[] Animals =
    [
        "auk", "bass", "brill", "clam", "cod", "coot", "crab", "dab", "dolphin", "eel", "eider", "gannet", "grebe", "gull", "heron", "krill",
        "ling", "mussel", "newt", "orca", "osprey", "otter", "perch", "pike", "plover", "puffin", "ray", "seal", "shrimp", "smelt", "tern", "whelk",
    ];

    private const int LongestName = 40;

    private static int Choose(int? change, int present, int fallback) => change switch { null => present, 0 => fallback, { } value => value };

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Unusable();

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NamePattern();
}
