using Orleans.Runtime;

namespace Anchorage.SingleProcess.Timers;

// Names a tick for the call filters, which see ticks as calls.
internal interface IGrainTimerInvoker : IAddressable
{
    Task InvokeCallbackAsync();
}
