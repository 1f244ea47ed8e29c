using System.Collections.Immutable;
using System.Globalization;
using Anchorage.Grains.Abstractions.Terminals;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Terminals;

/// <summary>See <see cref="IUserTerminalsGrain"/>.</summary>
[GrainType("uterm")]
public sealed class UserTerminalsGrain([PersistentState("uterm")] IPersistentState<UserTerminalsState> state, IOptions<TerminalsOptions> options) : Grain, IUserTerminalsGrain
{
    private int Limit => options.Value.OpenPerUser;

    private ImmutableArray<string> Terminals => state.State.Terminals;

    /// <inheritdoc/>
    public Task Add(string terminalId)
    {
        if (Terminals.Contains(terminalId))
        {
            return Task.CompletedTask;
        }

        return Terminals.Length >= Limit
            ? throw new AnchorageException(ErrorCodes.UserTerminalLimit, ("limit", Limit.ToString(CultureInfo.InvariantCulture)))
            : Save(Terminals.Add(terminalId));
    }

    /// <inheritdoc/>
    public Task Remove(string terminalId) => Terminals.Contains(terminalId) ? Save(Terminals.Remove(terminalId)) : Task.CompletedTask;

    // Nothing stays behind of somebody without terminals, who may be an account that is deleted.
    private Task Save(ImmutableArray<string> terminals) => terminals.IsEmpty ? state.Clear() : state.Save(new UserTerminalsState { Terminals = terminals });
}
