namespace Anchorage.Cli.Identity;

/// <summary>Body of POST and PATCH /api/groups.</summary>
internal sealed record GroupSave(string? Name, string? Description, IReadOnlyList<string>? Add, IReadOnlyList<string>? Remove);
