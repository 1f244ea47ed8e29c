namespace Anchorage.Api.Commands;

/// <param name="Types">temp and backups.</param>
/// <param name="Force">True to remove unfinished content of less than an hour ago too.</param>
/// <param name="Immediate">Of system D; every cleanup is done at once.</param>
/// <param name="OperationId">Of system D; comes back in the answer.</param>
internal sealed record CleanUpPayload(string[]? Types = null, bool Force = false, bool Immediate = false, string? OperationId = null);
