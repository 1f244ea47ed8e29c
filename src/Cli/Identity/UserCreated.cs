namespace Anchorage.Cli.Identity;

/// <summary>A new account; the password is there when the server generated it.</summary>
internal sealed record UserCreated(UserInfo User, string? Password);
