using Anchorage.EndToEnd.Tests.Support;

// One server and one agent serve most tests; two classes run at a time, because instances and browsers share two processors.
[assembly: AssemblyFixture(typeof(SharedInstallation))]
[assembly: AssemblyFixture(typeof(SharedBrowser))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
