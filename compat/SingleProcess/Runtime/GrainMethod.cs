using System.Collections.Concurrent;
using System.Reflection;
using Anchorage.SingleProcess.Serialization;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

// What the runtime knows about one interface method; found once by reflection.
internal sealed class GrainMethod
{
    private static readonly ConcurrentDictionary<MethodInfo, GrainMethod> Known = new();
    private static readonly ConcurrentDictionary<Type, GrainInterfaceType> InterfaceIds = new();
    private readonly Func<GrainMethod, object?[], GrainId, Activation?, Call> _newCall;
    private readonly bool[] _checks;

    private GrainMethod(MethodInfo method)
    {
        Method = method;
        Interface = method.DeclaringType!;
        InterfaceId = InterfaceIdOf(Interface);
        Invoker = MethodInvoker.Create(method);
        ParameterInfo[] parameters = method.GetParameters();
        _checks = [.. parameters.Select(parameter => SerializationRules.NeedsCheck(parameter.ParameterType))];
        CancellationIndex = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken));
        (Shape, Type result) = ShapeOf(method);
        ChecksResult = result != typeof(NoResult) && SerializationRules.NeedsCheck(result);
        OneWay = Shape == ReturnShape.Void || method.IsDefined(typeof(OneWayAttribute));
        Interleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        Timeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        _newCall = typeof(GrainMethod).GetMethod(nameof(New), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(result).CreateDelegate<Func<GrainMethod, object?[], GrainId, Activation?, Call>>();
    }

    public MethodInfo Method { get; }

    public Type Interface { get; }

    public GrainInterfaceType InterfaceId { get; }

    public MethodInvoker Invoker { get; }

    public ReturnShape Shape { get; }

    public bool ChecksResult { get; }

    public bool OneWay { get; }

    public bool Interleave { get; }

    public TimeSpan? Timeout { get; }

    public int CancellationIndex { get; }

    public static GrainMethod Of(MethodInfo method) => Known.TryGetValue(method, out GrainMethod? known) ? known : Known.GetOrAdd(method, static m => new(m));

    public static GrainInterfaceType InterfaceIdOf(Type type) =>
        InterfaceIds.GetOrAdd(type, static t => new GrainInterfaceType(t.GetCustomAttribute<AliasAttribute>()?.Alias ?? t.FullName ?? t.Name));

    public Call NewCall(object?[] arguments, GrainId target, Activation? source) => _newCall(this, arguments, target, source);

    // Refuses what could not be serialised, and passes grains as references to them.
    public void CheckArguments(object?[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (_checks[i])
            {
                SerializationRules.Check(arguments[i]);
                if (arguments[i] is Grain grain)
                {
                    arguments[i] = grain.GrainReference.CastTo(Method.GetParameters()[i].ParameterType);
                }
            }
        }
    }

    private static Call New<T>(GrainMethod method, object?[] arguments, GrainId target, Activation? source) =>
        new GrainCall<T>(method, arguments, target, source);

    private static (ReturnShape Shape, Type Result) ShapeOf(MethodInfo method)
    {
        Type type = method.ReturnType;
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return type == typeof(void) ? (ReturnShape.Void, typeof(NoResult))
            : type == typeof(Task) ? (ReturnShape.Task, typeof(NoResult))
            : type == typeof(ValueTask) ? (ReturnShape.ValueTask, typeof(NoResult))
            : definition == typeof(Task<>) ? (ReturnShape.TaskOfT, type.GetGenericArguments()[0])
            : definition == typeof(ValueTask<>) ? (ReturnShape.ValueTaskOfT, type.GetGenericArguments()[0])
            : throw new NotSupportedException($"{method.DeclaringType}.{method.Name} returns {type}; a grain method returns a task.");
    }
}
