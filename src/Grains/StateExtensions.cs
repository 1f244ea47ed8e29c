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
        catch (Exception exception)
        {
            state.State = former;

            // The engine wraps what the storage throws; callers know the storage's own codes.
            if (exception.InnerException is AnchorageException known)
            {
                throw new AnchorageException(known.Code, known.Args);
            }

            throw;
        }
    }
}
