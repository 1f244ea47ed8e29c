using Anchorage.SingleProcess.Runtime;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Anchorage.SingleProcess.Filters;

internal sealed class OutgoingCallContext(Call call, GrainReference reference, IOutgoingGrainCallFilter[] filters)
    : CallContext(call), IOutgoingGrainCallContext
{
    public override object Grain => reference;

    public override GrainId? SourceId => SourceContext?.GrainId;

    public IGrainContext? SourceContext { get; } = TurnContext.Current;

    protected override async Task<object?> InvokeFilterAsync(int stage)
    {
        if (stage >= filters.Length)
        {
            return null;
        }

        await filters[stage].Invoke(this);
        return filters[stage];
    }

    protected override async Task<Response> InvokeTargetAsync()
    {
        reference.Silo.SendNow(Call);
        if (Call.OneWay)
        {
            return Response.Completed;
        }

        Task task = Call.Outgoing;
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return Call.ResponseOf(task);
    }
}
