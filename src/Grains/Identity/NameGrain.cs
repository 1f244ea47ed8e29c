using Anchorage.Grains.Abstractions.Identity;

namespace Anchorage.Grains.Identity;

/// <summary>See <see cref="INameGrain"/>.</summary>
[GrainType("name")]
public sealed class NameGrain([PersistentState("name")] IPersistentState<NameState> state) : Grain, INameGrain
{
    /// <inheritdoc/>
    public async Task<bool> TryReserve(string ownerId)
    {
        if (state.State.OwnerId is { } owner)
        {
            return owner == ownerId;
        }

        await state.Save(new NameState { OwnerId = ownerId });
        return true;
    }

    /// <inheritdoc/>
    public async Task Release(string ownerId)
    {
        if (state.State.OwnerId == ownerId)
        {
            await state.Clear();
        }
    }

    /// <inheritdoc/>
    public Task<string?> GetOwner() => Task.FromResult(state.State.OwnerId);
}
