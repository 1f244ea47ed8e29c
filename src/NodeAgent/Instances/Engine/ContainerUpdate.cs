namespace Anchorage.NodeAgent.Instances.Engine;

/// <summary>The fields of the Engine API's ContainerUpdate that we use, under the API's own names.</summary>
internal sealed record ContainerUpdate(long Memory, long MemorySwap, long NanoCpus, long PidsLimit, RestartPolicy? RestartPolicy);
