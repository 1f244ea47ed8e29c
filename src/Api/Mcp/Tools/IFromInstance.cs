namespace Anchorage.Api.Mcp.Tools;

/// <summary>Arguments of a tool between two instances. Both must be open to programs.</summary>
internal interface IFromInstance : IOnInstance
{
    /// <summary>The instance that is read, by id or name.</summary>
    string SourceInstance { get; }
}
