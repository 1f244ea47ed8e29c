using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>What nodes and front doors tell a terminal (key <c>term:ID</c>).</summary>
[Alias("anchorage.ITerminalSystemGrain")]
public interface ITerminalSystemGrain : IGrainWithStringKey
{
    /// <summary>The node reports the terminal (<c>TerminalReport</c> as JSON), or that it is not there any more (null).</summary>
    [OneWay, Alias("Reported")]
    Task Reported(string nodeId, string? reportJson);

    /// <summary>A front door saw a viewer attach or leave. What the node reports of viewers replaces it.</summary>
    [OneWay, Alias("ViewerChanged")]
    Task ViewerChanged(TerminalViewer viewer, bool attached);

    /// <summary>A front door saw that a viewer may only look any more: it watches from here on, and is told. One that is gone already is no error.</summary>
    [Alias("RightToTypeEnded")]
    Task RightToTypeEnded(string viewerId);

    /// <summary>The instance is gone: so is the terminal.</summary>
    [OneWay, Alias("InstanceGone")]
    Task InstanceGone();

    /// <summary>The terminal has ended and its place is needed: it is forgotten.</summary>
    [OneWay, Alias("Forget")]
    Task Forget();

    /// <summary>The terminal as it is, for lists; null when it is gone.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<TerminalInfo?> Read();
}
