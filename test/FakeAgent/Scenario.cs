namespace Anchorage.FakeAgent;

/// <summary>How a fake agent behaves.</summary>
internal enum Scenario
{
    /// <summary>Like a real one.</summary>
    Normal,

    /// <summary>Every answer takes seven seconds, longer than the server waits.</summary>
    Slow,

    /// <summary>Reports instances that do not exist and completes work that it never did.</summary>
    Lie,

    /// <summary>Completes work in another order than it was accepted.</summary>
    Reorder,

    /// <summary>Accepts work and cuts the connection.</summary>
    Die,
}
