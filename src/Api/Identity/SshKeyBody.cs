namespace Anchorage.Api.Identity;

internal sealed record SshKeyBody(string? Label, string? PublicKey);
