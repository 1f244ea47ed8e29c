namespace Anchorage.Cli.Terminals.Attach;

/// <summary>A control frame of docs/protocol/terminal.md, in either direction: the fields of those that this command knows.</summary>
internal sealed record AttachFrame(
    string Type,
    long? Offset = null,
    long? InputOffset = null,
    long? From = null,
    long? To = null,
    long? Length = null,
    long? Input = null,
    long? Output = null,
    int? Columns = null,
    int? Rows = null,
    string? Role = null,
    string? By = null,
    string? Reason = null,
    string? Stream = null,
    bool? On = null,
    System.Text.Json.JsonElement? Code = null,
    string? Message = null,
    string? ViewerId = null);
