namespace Anchorage.SingleProcess.Simulation;

// Something that can run now. Life 0 is the workload's; others belong to one life of the silo and end with it.
internal readonly record struct Work(int Life, string Label, Action Run);
