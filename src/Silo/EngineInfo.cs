namespace Anchorage.Silo;

/// <summary>The engine that this build runs on.</summary>
public static partial class EngineInfo
{
    /// <summary><c>packages</c> (Microsoft Orleans) or <c>single-process</c> (the stand-in).</summary>
    public static string Name => EngineName;

    /// <summary>Version of the engine's assembly.</summary>
    public static string Version { get; } = typeof(Grain).Assembly.GetName().Version?.ToString(3) ?? "unknown";
}
