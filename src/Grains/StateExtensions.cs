namespace Anchorage.Grains;

/// <summary>Writing of grain state.</summary>
internal static class StateExtensions
{
    /// <summary>Stores the next state. When the write fails the former one stays in force, so memory never runs ahead of the disk.</summary>
    public static async Task Save<T>(this IPersistentState<T> state, T next)
    {
        T former = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = former;
            throw;
        }
    }
}
