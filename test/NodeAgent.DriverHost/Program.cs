using Anchorage.NodeAgent.DriverHost;
using Anchorage.NodeAgent.Instances;
using Anchorage.NodeAgent.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Usage: DATA-FOLDER INSTALLATION. ANCHORAGE_TESTING and ANCHORAGE_TEST_STOP_AT work as in the agent.
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Logging.AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
builder.Services.AddSingleton<IControlLink, LineLink>();
builder.Services.AddInstances(args[0], options => options.InstallationId = args[1]);
builder.Services.AddHostedService<LineRequests>();
await builder.Build().RunAsync();
