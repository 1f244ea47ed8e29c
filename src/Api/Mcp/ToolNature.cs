namespace Anchorage.Api.Mcp;

/// <summary>What a tool does to the world.</summary>
internal enum ToolNature
{
    /// <summary>It only looks.</summary>
    Reads,

    /// <summary>It adds or changes something that can be undone.</summary>
    Changes,

    /// <summary>It may destroy something.</summary>
    Destroys,
}
