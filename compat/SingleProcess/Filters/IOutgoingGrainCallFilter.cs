namespace Orleans;

/// <summary>Sees every call that is made here.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Handles one call; passes it on with <see cref="IGrainCallContext.Invoke"/>.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}
