namespace Anchorage.Api.Identity;

internal sealed record SignUpBody(string? Username, string? Email, string? Password);
