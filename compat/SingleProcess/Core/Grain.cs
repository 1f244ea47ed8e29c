using Anchorage.SingleProcess.Runtime;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base class of grains. One object per key lives at a time, and its turns never overlap.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Called by the runtime; constructing a grain directly leaves it without a context.</summary>
    protected Grain() => GrainContext = TurnContext.Current!;

    /// <inheritdoc />
    public IGrainContext GrainContext { get; private set; }

    /// <summary>The reference by which others call this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The type and key of this grain as text.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Of(GrainContext).Silo.Client;

    /// <summary>Services with the lifetime of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Deactivates this grain when its running calls have ended.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Protects this activation from idle collection for <paramref name="timeSpan"/>; a negative span cancels that.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.Of(GrainContext).DelayDeactivation(timeSpan);

    /// <summary>Runs once before the first call.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs once after the last call, best effort: a crash skips it.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
