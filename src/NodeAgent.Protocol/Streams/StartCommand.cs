namespace Anchorage.NodeAgent.Protocol.Streams;

/// <summary>Run a command in an instance, its standard streams carried apart.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Command">Program and arguments, 1 to 1024, together at most <see cref="LongestCommand"/> bytes; no shell looks at them.</param>
/// <param name="Directory">Absolute path to begin in; null for the instance's own.</param>
/// <param name="Root">On a machine: as root instead of the account that its administrator named.</param>
public sealed record StartCommand(string InstanceId, IReadOnlyList<string> Command, string? Directory, bool Root = false)
{
    /// <summary>Longest command in bytes of UTF-8, arguments together.</summary>
    public const int LongestCommand = 32 * 1024;

    /// <summary>Most arguments.</summary>
    public const int MostArguments = 1024;

    /// <summary>Why a command cannot be run, or null.</summary>
    public static string? Problem(IReadOnlyList<string>? command, string? directory) =>
        command is not { Count: >= 1 and <= MostArguments } || command.Any(a => a is null) || command[0].Length == 0 ? $"a command has 1 to {MostArguments} parts, the first of them a program"
        : command.Sum(a => System.Text.Encoding.UTF8.GetByteCount(a)) > LongestCommand ? $"a command has at most {LongestCommand} bytes; pass long data on standard input"
        : command.Any(a => a.Contains('\0', StringComparison.Ordinal)) ? "a command holds no NUL"
        : directory is not null && (directory.Length > 4096 || !directory.StartsWith('/') || directory.Contains('\0', StringComparison.Ordinal)) ? "the directory must be an absolute path"
        : null;
}
