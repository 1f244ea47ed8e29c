using Anchorage.Cli.CommandLine;

return await CliApplication.RunAsync(args, ProcessEnvironment.Create(), CancellationToken.None);
