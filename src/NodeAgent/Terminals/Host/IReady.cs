namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Something that the event loop calls when its descriptor is ready.</summary>
internal interface IReady
{
    /// <summary>Called on the loop's thread; must not block.</summary>
    /// <param name="readable">Bytes, a connection or the end can be read; also on hang-up and error.</param>
    /// <param name="writable">There is room to write.</param>
    void OnReady(bool readable, bool writable);
}
