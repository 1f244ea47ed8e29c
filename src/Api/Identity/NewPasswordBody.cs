namespace Anchorage.Api.Identity;

internal sealed record NewPasswordBody(string? NewPassword);
