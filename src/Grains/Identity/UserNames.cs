using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>Finds accounts by what people call them.</summary>
internal static class UserNames
{
    /// <summary>The account of an id, a user name or an e-mail address; null when there is none.</summary>
    public static async Task<UserInfo?> FindUser(this IGrainFactory grains, string named)
    {
        string name = named.Trim().ToLowerInvariant();
        string? id = await grains.GetGrain<INameGrain>(GrainKeys.Name("user", name)).GetOwner()
            ?? await grains.GetGrain<INameGrain>(GrainKeys.Name("email", name)).GetOwner();
        return await grains.GetGrain<IUserSystemGrain>(GrainKeys.User(id ?? named)).Read();
    }
}
