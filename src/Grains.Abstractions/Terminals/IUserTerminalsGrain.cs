namespace Anchorage.Grains.Abstractions.Terminals;

/// <summary>The terminals that one user opened and that live (key <c>uterm:USER</c>): the limit per user.</summary>
[Alias("anchorage.IUserTerminalsGrain")]
public interface IUserTerminalsGrain : IGrainWithStringKey
{
    /// <summary>Counts a terminal in. Repeating it changes nothing.</summary>
    /// <exception cref="Errors.AnchorageException"><c>user_terminal_limit</c>: 128 per user.</exception>
    [Alias("Add")]
    Task Add(string terminalId);

    /// <summary>The terminal has ended.</summary>
    [Alias("Remove")]
    Task Remove(string terminalId);
}
