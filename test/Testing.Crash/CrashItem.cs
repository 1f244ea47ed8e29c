namespace Anchorage.Testing.Crash;

public sealed record CrashItem(int Number)
{
    public CrashItem()
        : this(-1)
    {
    }
}
