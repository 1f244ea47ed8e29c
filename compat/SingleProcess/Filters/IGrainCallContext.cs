using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call on its way through the filters.</summary>
public interface IGrainCallContext
{
    /// <summary>The call as data: its method and arguments.</summary>
    IInvokable Request { get; }

    /// <summary>Incoming: the grain object. Outgoing: the reference.</summary>
    object Grain { get; }

    /// <summary>The calling grain. A caller outside grains has the type <c>sys.client</c>, or null in outgoing filters.</summary>
    GrainId? SourceId { get; }

    /// <summary>The grain that is called.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface that is called.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>The name of the interface that is called.</summary>
    string InterfaceName { get; }

    /// <summary>The name of the method that is called.</summary>
    string MethodName { get; }

    /// <summary>The interface method that is called.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The value, after <see cref="Invoke"/>. A filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>The outcome, after <see cref="Invoke"/>. A filter may set it in place of calling on.</summary>
    Response? Response { get; set; }

    /// <summary>Calls the next filter, or the method after the last. Throws what the method throws.</summary>
    Task Invoke();
}
