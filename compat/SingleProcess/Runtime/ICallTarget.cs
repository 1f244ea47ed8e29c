namespace Anchorage.SingleProcess.Runtime;

// Where a call can be delivered: an activation or an observer.
internal interface ICallTarget
{
    void Receive(Call call);

    // Runs between turns of the target, so that cancellation callbacks never run beside its code.
    void Post(Action action);
}
