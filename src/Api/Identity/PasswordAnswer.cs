namespace Anchorage.Api.Identity;

internal sealed record PasswordAnswer(string? Password);
