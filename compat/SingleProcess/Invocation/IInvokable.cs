using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call as data.</summary>
public interface IInvokable : IDisposable
{
    /// <summary>The object the call is executed on, null before it is delivered.</summary>
    object? GetTarget();

    /// <summary>How many arguments the call has.</summary>
    int GetArgumentCount();

    /// <summary>One argument, counted from 0.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces one argument.</summary>
    void SetArgument(int index, object value);

    /// <summary>The name of the interface method.</summary>
    string GetMethodName();

    /// <summary>The name of the interface.</summary>
    string GetInterfaceName();

    /// <summary>The interface method.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();

    /// <summary>The token passed as an argument, or none.</summary>
    CancellationToken GetCancellationToken() => default;
}
