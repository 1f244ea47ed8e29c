namespace Anchorage.Api.Instances;

/// <summary>First frame of a client on <c>/ws/exec</c>.</summary>
/// <param name="Type"><c>start</c>.</param>
/// <param name="Command">Program and arguments.</param>
/// <param name="Directory">Absolute path to begin in, or null.</param>
/// <param name="Root">As root of a machine.</param>
internal sealed record CommandStart(string? Type, IReadOnlyList<string>? Command, string? Directory, bool Root = false);
