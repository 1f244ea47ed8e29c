using System.Reflection;
using Anchorage.SingleProcess.Runtime;

namespace Orleans.Runtime;

/// <summary>A callable name of a grain or observer. Two references with the same id are equal.</summary>
/// <remarks>Proxies are generated at run time from this class; it is abstract here for that reason.</remarks>
public abstract class GrainReference : DispatchProxy, IAddressable, IEquatable<GrainReference>
{
    private protected GrainReference()
    {
    }

    /// <summary>Type and key of the target.</summary>
    public GrainId GrainId { get; internal set; }

    /// <summary>The interface this reference offers.</summary>
    public GrainInterfaceType InterfaceType { get; internal set; }

    /// <summary>The interface this reference offers, as text.</summary>
    public virtual string InterfaceName => InterfaceType.ToString();

    internal SiloRuntime Silo { get; set; } = null!;

    /// <summary>The same target seen through another interface.</summary>
    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)CastTo(typeof(TGrainInterface));

    /// <inheritdoc />
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc />
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    /// <summary>Whether both name the same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    /// <summary>Whether they name different grains.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    internal object CastTo(Type interfaceType) => interfaceType.IsInstanceOfType(this) ? this : Silo.References.Create(GrainId, interfaceType);
}
