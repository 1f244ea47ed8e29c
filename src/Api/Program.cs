using Anchorage.Api.Hosting;

if (args is ["--restore", ..])
{
    return await RestoreCommand.RunAsync(args);
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddAnchorage();
WebApplication app = builder.Build();
app.UseAnchorage();
await app.RunAsync();
return 0;
