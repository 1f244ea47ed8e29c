namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>What a program did.</summary>
internal sealed record ToolResult(int Code, string Standard, string Errors)
{
    public string Output => Standard + Errors;
}
