namespace Anchorage.Api.Identity;

internal sealed record SetupBody(string? Token, string? Username, string? Email, string? Password);

internal sealed record SignUpBody(string? Username, string? Email, string? Password);

internal sealed record LoginBody(string? Username, string? Password);

internal sealed record TokenLoginBody(string? Username, string? Password, string? Label, string[]? Scopes, DateTimeOffset? ExpiresAt);

internal sealed record PasswordBody(string? OldPassword, string? NewPassword);

internal sealed record NewPasswordBody(string? NewPassword);

internal sealed record SshKeyBody(string? Label, string? PublicKey);

internal sealed record TokenBody(string? Label, string[]? Scopes, DateTimeOffset? ExpiresAt);
