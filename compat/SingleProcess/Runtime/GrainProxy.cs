using System.Reflection;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Runtime;

// Base of the generated proxies: turns a method call into a Call.
internal class GrainProxy : GrainReference
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Silo.Invoke(this, targetMethod!, args ?? []);
}
