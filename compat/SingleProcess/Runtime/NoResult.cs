namespace Anchorage.SingleProcess.Runtime;

// The result of methods that have none.
internal readonly struct NoResult
{
}
