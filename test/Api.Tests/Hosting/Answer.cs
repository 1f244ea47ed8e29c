using System.Net.Http.Headers;
using System.Text.Json;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>An answer of the server, read to its end.</summary>
internal sealed record Answer(string Request, int Status, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Text);
            return document.RootElement.Clone();
        }
    }

    public string? Code => Text.StartsWith('{') && Json.TryGetProperty("code", out JsonElement code) ? code.GetString() : null;

    /// <summary>A text at a path such as <c>instance.id</c>.</summary>
    public string this[string path] => path.Split('.').Aggregate(Json, (element, name) => element.GetProperty(name)).ToString();

    public Answer ShouldBe(int status, string? code = null)
    {
        Status.ShouldBe(status, $"{Request}: {Text}");
        if (code is not null)
        {
            Code.ShouldBe(code, Request);
        }

        return this;
    }
}
