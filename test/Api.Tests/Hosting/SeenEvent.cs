using System.Text.Json;

namespace Anchorage.Api.Tests.Hosting;

internal sealed record SeenEvent(long Number, string Name, JsonElement Payload);
