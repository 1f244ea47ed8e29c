namespace Anchorage.Grains.Identity;

/// <summary>The index of accounts.</summary>
internal static class UserIndex
{
    public const string Kind = "user";
}
