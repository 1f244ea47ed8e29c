namespace Orleans.Runtime;

/// <summary>A timer of one activation. It ends with the activation or when it is disposed.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets when the next tick is due and how long after a tick has ended the next follows.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
