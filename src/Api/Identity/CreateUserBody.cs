using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Api.Identity;

internal sealed record CreateUserBody(string? Username, string? Email, UserRole? Role, string? Password, DateTimeOffset? ExpiresAt);
