namespace Anchorage.Api.Mcp.Tools;

/// <summary>Arguments of a tool that works on an instance.</summary>
internal interface IOnInstance
{
    /// <summary>The instance, by id or name.</summary>
    string TargetInstance { get; }
}
