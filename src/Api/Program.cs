using Anchorage.Api.Hosting;
using Microsoft.Extensions.Options;

if (args is ["--restore", ..])
{
    return await RestoreCommand.RunAsync(args);
}

WebApplication app;
try
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddAnchorage();
    app = builder.Build();

    // Before anything starts, so that a bad value ends in one line.
    app.Services.GetService<IStartupValidator>()?.Validate();
    app.UseAnchorage();
    await app.StartAsync();
}
catch (Exception exception) when (StartFailure.Describe(exception) is { } reason)
{
    await Console.Error.WriteLineAsync($"Anchorage cannot start: {reason}");
    return StartFailure.ExitCode;
}

await app.WaitForShutdownAsync();
await app.DisposeAsync();
return 0;
