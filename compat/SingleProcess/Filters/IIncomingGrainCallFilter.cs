namespace Orleans;

/// <summary>Sees every call that reaches a grain or observer here, timers included.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Handles one call; passes it on with <see cref="IGrainCallContext.Invoke"/>.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
