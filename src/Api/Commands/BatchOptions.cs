namespace Anchorage.Api.Commands;

internal sealed record BatchOptions(bool Atomic = true, bool ContinueOnError = false, bool CreateBackups = true, bool VerifyIntegrity = true);
