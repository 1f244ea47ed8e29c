using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>The terminals of one instance (key <c>iterm:INSTANCE</c>): an index.</summary>
[Alias("anchorage.IInstanceTerminalsGrain")]
public interface IInstanceTerminalsGrain : IGrainWithStringKey
{
    /// <summary>Adds a terminal. At the limit the one that ended first is forgotten for it.</summary>
    /// <exception cref="Errors.AnchorageException"><c>terminal_limit</c>: 32 living ones per instance.</exception>
    [Alias("Add")]
    Task Add(string terminalId);

    /// <summary>Removes a terminal.</summary>
    [Alias("Remove")]
    Task Remove(string terminalId);

    /// <summary>A terminal has ended: it stays until somebody closes it, or a new one needs its place.</summary>
    [Alias("Ended")]
    Task Ended(string terminalId);

    /// <summary>Ids, oldest first.</summary>
    [AlwaysInterleave, Alias("List")]
    Task<ImmutableArray<string>> List();

    /// <summary>The instance is gone: ends every terminal.</summary>
    [OneWay, Alias("InstanceGone")]
    Task InstanceGone();

    /// <summary>The node reported all terminals that live: those of this instance that it does not name are lost.</summary>
    [OneWay, Alias("Reconcile")]
    Task Reconcile(string nodeId, ImmutableArray<string> alive);
}
