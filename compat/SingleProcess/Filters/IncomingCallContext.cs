using System.Collections.Concurrent;
using System.Reflection;
using Anchorage.SingleProcess.Runtime;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Anchorage.SingleProcess.Filters;

internal sealed class IncomingCallContext(Call call, IGrainContext target, object instance, IIncomingGrainCallFilter[] filters)
    : CallContext(call), IIncomingGrainCallContext
{
    private static readonly ConcurrentDictionary<(Type Class, MethodInfo Method), MethodInfo> Implementations = new();

    public override object Grain => instance;

    public override GrainId? SourceId => Call.Source?.GrainId ?? SiloRuntime.ClientId;

    public IGrainContext TargetContext => target;

    public MethodInfo ImplementationMethod => Implementations.GetOrAdd((Call.TargetOf(instance).GetType(), InterfaceMethod), Find);

    protected override async Task<object?> InvokeFilterAsync(int stage)
    {
        // The grain itself may be the last filter of its calls.
        IIncomingGrainCallFilter? filter = stage < filters.Length ? filters[stage]
            : stage == filters.Length ? instance as IIncomingGrainCallFilter : null;
        if (filter is not null)
        {
            await filter.Invoke(this);
        }

        return filter;
    }

    protected override async Task<Response> InvokeTargetAsync()
    {
        Task task = Call.InvokeOn(instance);
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return Call.ResponseOf(task);
    }

    private static MethodInfo Find((Type Class, MethodInfo Method) key)
    {
        MethodInfo definition = key.Method.IsGenericMethod ? key.Method.GetGenericMethodDefinition() : key.Method;
        InterfaceMapping map = key.Class.GetInterfaceMap(definition.DeclaringType!);
        MethodInfo found = map.TargetMethods[Array.IndexOf(map.InterfaceMethods, definition)];
        return key.Method.IsGenericMethod ? found.MakeGenericMethod(key.Method.GetGenericArguments()) : found;
    }
}
