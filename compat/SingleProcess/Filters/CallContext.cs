using System.Reflection;
using System.Runtime.ExceptionServices;
using Anchorage.SingleProcess.Runtime;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Anchorage.SingleProcess.Filters;

// Walks a call through a chain of filters. Each filter may call on, answer by itself, or throw.
internal abstract class CallContext(Call call) : IGrainCallContext
{
    private int _stage;

    public IInvokable Request => Call;

    public abstract object Grain { get; }

    public abstract GrainId? SourceId { get; }

    public GrainId TargetId => Call.Target;

    public GrainInterfaceType InterfaceType => Call.Method.InterfaceId;

    public string InterfaceName => Call.GetInterfaceName();

    public string MethodName => Call.GetMethodName();

    public MethodInfo InterfaceMethod => Call.GetMethod();

    public object? Result
    {
        get => Response!.Result;
        set => Response = Call.ResponseOf(value);
    }

    public Response? Response { get; set; }

    protected Call Call { get; } = call;

    public async Task Invoke()
    {
        int stage = _stage++;
        try
        {
            if (await InvokeFilterAsync(stage) is { } filter)
            {
                if (Response is null)
                {
                    throw new InvalidOperationException($"Filter {filter.GetType().Name} neither called on nor set a response.");
                }

                return;
            }

            Response = await InvokeTargetAsync();
            if (Response.Exception is { } exception)
            {
                ExceptionDispatchInfo.Throw(exception);
            }
        }
        finally
        {
            _stage--;
        }
    }

    public async Task<Response> RunAsync()
    {
        try
        {
            await Invoke();
            return Response!;
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    // Answers the filter it invoked, or null when the chain has ended.
    protected abstract Task<object?> InvokeFilterAsync(int stage);

    protected abstract Task<Response> InvokeTargetAsync();
}
