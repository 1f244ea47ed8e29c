namespace Orleans.Runtime;

/// <summary>Work to be done when the silo has started.</summary>
public interface IStartupTask
{
    /// <summary>Does the work.</summary>
    Task Execute(CancellationToken cancellationToken);
}
