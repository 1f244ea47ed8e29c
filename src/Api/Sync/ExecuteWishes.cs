namespace Anchorage.Api.Sync;

/// <param name="CreateBackups">True to keep what is replaced as managed backups.</param>
internal sealed record ExecuteWishes(bool CreateBackups = true);
