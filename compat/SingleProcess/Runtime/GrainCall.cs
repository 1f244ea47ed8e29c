using Anchorage.SingleProcess.Serialization;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Anchorage.SingleProcess.Runtime;

internal sealed class GrainCall<T>(GrainMethod method, object?[] arguments, GrainId target, Activation? source)
    : Call(method, arguments, target, source)
{
    private TaskCompletionSource<T>? _answer;

    public override Task Outgoing => _answer!.Task;

    public override void Expect(TaskCreationOptions options) => _answer = new TaskCompletionSource<T>(options);

    public override Task InvokeOn(object instance)
    {
        try
        {
            object? returned = Method.Invoker.Invoke(TargetOf(instance), Arguments.AsSpan());
            return Method.Shape switch
            {
                ReturnShape.Task or ReturnShape.TaskOfT => (Task?)returned ?? throw new InvalidOperationException($"{this} returned null in place of a task."),
                ReturnShape.ValueTaskOfT => ((ValueTask<T>)returned!).AsTask(),
                ReturnShape.ValueTask => ((ValueTask)returned!).AsTask(),
                _ => Task.CompletedTask,
            };
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    public override void Deliver()
    {
        try
        {
            T result = Outcome switch
            {
                Task<T> task => task.GetAwaiter().GetResult(),
                Task task => None(task),
                Response response => ResultOf(response),
                Exception exception => throw exception,
                _ => default!,
            };
            if (Method.ChecksResult)
            {
                SerializationRules.Check(result);
            }

            _answer!.TrySetResult(result);
        }
        catch (Exception exception)
        {
            _answer!.TrySetException(SerializationRules.Transferable(exception));
        }
    }

    public override object? ReturnValue() => OneWay ? Wrap(Task.FromResult<T>(default!)) : Wrap(_answer!.Task);

    public override object? ReturnValue(Task<Response> response) => OneWay ? ReturnValue() : Wrap(UnpackAsync(response));

    public override Response ResponseOf(Task task)
    {
        try
        {
            T result = task is Task<T> typed ? typed.GetAwaiter().GetResult() : None(task);
            return typeof(T) == typeof(NoResult) ? Response.Completed : Response.FromResult(result);
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }
    }

    public override Response ResponseOf(object? result) =>
        typeof(T) == typeof(NoResult) ? Response.Completed : Response.FromResult((T)result!);

    private static async Task<T> UnpackAsync(Task<Response> response) =>
        ResultOf(await response);

    // A filter may have put anything in place of "no result".
    private static T ResultOf(Response response) =>
        typeof(T) == typeof(NoResult) && response.Exception is null ? default! : response.GetResult<T>();

    private static T None(Task task)
    {
        task.GetAwaiter().GetResult();
        return default!;
    }

    private object? Wrap(Task<T> task) => Method.Shape switch
    {
        ReturnShape.Void => null,
        ReturnShape.ValueTask => new ValueTask(task),
        ReturnShape.ValueTaskOfT => new ValueTask<T>(task),
        _ => task,
    };
}
