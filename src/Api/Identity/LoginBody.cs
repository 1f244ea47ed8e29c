namespace Anchorage.Api.Identity;

internal sealed record LoginBody(string? Username, string? Password);
