using System.Text.Json.Nodes;

namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>An answer of the server.</summary>
internal sealed record ApiReply(int Status, JsonNode? Json, string Text)
{
    /// <summary>The error code, or null.</summary>
    public string? Code => (string?)Json?["code"];

    public string? OperationId => (string?)Json?["operation"]?["id"];

    public ApiReply Must(params int[] statuses)
    {
        statuses.ShouldContain(Status, Text);
        return this;
    }
}
