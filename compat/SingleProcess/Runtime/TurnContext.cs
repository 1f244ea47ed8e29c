namespace Anchorage.SingleProcess.Runtime;

// The activation whose turn this thread is executing.
internal static class TurnContext
{
    [ThreadStatic]
    private static Activation? _current;

    public static Activation? Current
    {
        get => _current;
        set => _current = value;
    }
}
