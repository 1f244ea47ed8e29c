using System.CommandLine;
using Anchorage.FakeAgent;

Option<string> server = new("--server") { Required = true, Description = "Address of the server." };
Option<string> keyFile = new("--onboarding-key-file") { Required = true, Description = "File that holds the onboarding key." };
Option<int> count = new("--count") { DefaultValueFactory = _ => 1, Description = "Number of agents." };
Option<int> parallel = new("--parallel") { DefaultValueFactory = _ => 32, Description = "Enrolments at the same time." };
Option<int> latency = new("--latency") { DefaultValueFactory = _ => 500, Description = "Milliseconds that work takes." };
Option<Scenario> scenario = new("--scenario") { DefaultValueFactory = _ => Scenario.Normal, Description = "How the agents behave." };
Option<string> prefix = new("--prefix") { DefaultValueFactory = _ => "fake", Description = "Beginning of the node names." };
RootCommand root = new("Many Anchorage agents without containers in one process, for tests and benchmarks.") { server, keyFile, count, parallel, latency, scenario, prefix };
root.SetAction(async (result, stopping) =>
{
    string key = await File.ReadAllTextAsync(result.GetValue(keyFile)!, stopping);
    await new Fleet(
        result.GetValue(server)!, key, result.GetValue(count), result.GetValue(parallel), TimeSpan.FromMilliseconds(result.GetValue(latency)),
        result.GetValue(scenario), result.GetValue(prefix)!).RunAsync(stopping);
    return 0;
});
return await root.Parse(args).InvokeAsync();
