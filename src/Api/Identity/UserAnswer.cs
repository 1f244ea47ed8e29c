using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Api.Identity;

internal sealed record UserAnswer(UserInfo User);
