namespace Anchorage.SingleProcess.Runtime;

internal enum ReturnShape
{
    Void,
    Task,
    TaskOfT,
    ValueTask,
    ValueTaskOfT,
}
