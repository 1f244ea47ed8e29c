namespace Anchorage.Compliance.Tests.Support;

/// <summary>Keys that no other test uses.</summary>
internal static class Keys
{
    private static int _last;

    public static string New() => $"key:{Interlocked.Increment(ref _last)}";
}
