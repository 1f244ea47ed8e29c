namespace Anchorage.Grains;

/// <summary>Writing of grain state.</summary>
internal static class StateExtensions
{
    /// <summary>Stores the next state. After a failure memory holds what the disk holds, so it never runs ahead of it and never stays behind a write that took effect all the same.</summary>
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
            await Reread(state, former);

            // The engine wraps what the storage throws; callers know the storage's own codes.
            if (exception.InnerException is AnchorageException known)
            {
                throw new AnchorageException(known.Code, known.Args);
            }

            throw;
        }
    }

    /// <summary>Removes the state. A failure leaves in memory what the disk holds.</summary>
    public static async Task Clear<T>(this IPersistentState<T> state)
        where T : new()
    {
        T former = state.State;
        try
        {
            await state.ClearStateAsync();
            state.State = new T();
        }
        catch
        {
            state.State = former;
            await Reread(state, former);
            throw;
        }
    }

    private static async Task Reread<T>(IPersistentState<T> state, T former)
    {
        try
        {
            await state.ReadStateAsync();
        }
        catch (Exception)
        {
            // The failure of the write is what the caller must hear of.
            state.State = former;
        }
    }
}
