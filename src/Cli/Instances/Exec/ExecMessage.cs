namespace Anchorage.Cli.Instances.Exec;

/// <summary>A text frame of docs/protocol/exec.md, in either direction.</summary>
internal sealed record ExecMessage(string Type, IReadOnlyList<string>? Command = null, string? Directory = null, string? Name = null, System.Text.Json.JsonElement? Code = null, string? Message = null, bool? Root = null);
