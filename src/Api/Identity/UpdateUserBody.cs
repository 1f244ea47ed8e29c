using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Api.Identity;

internal sealed record UpdateUserBody(string? Email, UserRole? Role, UserStatus? Status, DateTimeOffset? ExpiresAt, int? InstanceQuota);
