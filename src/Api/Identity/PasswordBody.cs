namespace Anchorage.Api.Identity;

internal sealed record PasswordBody(string? OldPassword, string? NewPassword);
