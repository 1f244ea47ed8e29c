namespace Anchorage.Api.Identity;

internal sealed record SetupBody(string? Token, string? Username, string? Email, string? Password);
