namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>Tests that count the descriptors of the process run alone.</summary>
[CollectionDefinition("descriptors", DisableParallelization = true)]
public sealed class DescriptorCollection;
