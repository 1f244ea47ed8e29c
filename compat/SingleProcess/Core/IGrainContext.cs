using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One activation of one grain.</summary>
public interface IGrainContext : ITargetHolder, IEquatable<IGrainContext>
{
    /// <summary>The reference by which others call this grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's type and key.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object, null before it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>Services with the lifetime of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when this activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Begins to end this activation.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
