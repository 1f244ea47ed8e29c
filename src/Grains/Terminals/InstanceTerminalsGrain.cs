using System.Collections.Immutable;
using Anchorage.Grains.Abstractions.Terminals;
using Microsoft.Extensions.Options;

namespace Anchorage.Grains.Terminals;

/// <summary>See <see cref="IInstanceTerminalsGrain"/>.</summary>
[GrainType("iterm")]
public sealed class InstanceTerminalsGrain([PersistentState("iterm")] IPersistentState<InstanceTerminalsState> state, IOptions<TerminalsOptions> options) : Grain, IInstanceTerminalsGrain
{
    private ImmutableArray<string> Terminals => state.State.Terminals;

    /// <inheritdoc/>
    public async Task Add(string terminalId)
    {
        if (Terminals.Contains(terminalId))
        {
            return;
        }

        if (Terminals.Length >= options.Value.PerInstance)
        {
            string oldest = state.State.Ended is [{ } first, ..]
                ? first
                : throw new AnchorageException(ErrorCodes.TerminalLimit, ("instance", GrainKeys.IdOf(this.GetPrimaryKeyString())));
            await Remove(oldest);
            await GrainFactory.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(oldest)).Forget();
        }

        await Save(state.State with { Terminals = Terminals.Add(terminalId) });
    }

    /// <inheritdoc/>
    public Task Remove(string terminalId) => Terminals.Contains(terminalId)
        ? Save(state.State with { Terminals = Terminals.Remove(terminalId), Ended = state.State.Ended.Remove(terminalId) })
        : Task.CompletedTask;

    /// <inheritdoc/>
    public Task Ended(string terminalId) => Terminals.Contains(terminalId) && !state.State.Ended.Contains(terminalId)
        ? Save(state.State with { Ended = state.State.Ended.Add(terminalId) })
        : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> List() => Task.FromResult(Terminals);

    /// <inheritdoc/>
    public async Task InstanceGone()
    {
        foreach (string id in Terminals)
        {
            await GrainFactory.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(id)).InstanceGone();
        }

        await state.ClearStateAsync();
        state.State = new InstanceTerminalsState();
    }

    /// <inheritdoc/>
    public async Task Reconcile(string nodeId, ImmutableArray<string> alive)
    {
        foreach (string lost in Terminals.Where(t => !alive.Contains(t)))
        {
            await GrainFactory.GetGrain<ITerminalSystemGrain>(GrainKeys.Terminal(lost)).Reported(nodeId, null);
        }
    }

    private Task Save(InstanceTerminalsState next) => state.Save(next);
}
