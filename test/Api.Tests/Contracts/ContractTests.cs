using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Anchorage.Grains.Abstractions;
using Anchorage.Grains.Abstractions.Errors;
using Anchorage.Grains.Audit;
using Orleans;

namespace Anchorage.Api.Tests.Contracts;

public sealed class ContractTests
{
    [Fact]
    public void The_list_of_audited_actions_is_documented()
    {
        StringBuilder text = new("""
            # Audited actions

            Every change and every refusal leaves a row: an intent before it, the outcome after it. Rows stay when their object is gone. This list is made from the code.

            | action | when |
            |---|---|

            """);
        XElement docs = XDocument.Load(Path.ChangeExtension(typeof(AuditActions).Assembly.Location, ".xml")).Descendants("members").Single();
        foreach (FieldInfo field in typeof(AuditActions).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            string summary = docs.Elements("member").Single(m => (string?)m.Attribute("name") == $"F:{typeof(AuditActions).FullName}.{field.Name}").Element("summary")!.Value.Trim();
            text.Append($"| `{field.GetRawConstantValue()}` | {summary} |\n");
        }

        ContractText.ShouldBe("docs/audit-events.md", text.ToString());
    }

    [Fact]
    public void The_tools_of_the_MCP_server_are_a_reviewed_text()
    {
        JsonSerializerOptions indented = new(ModelContextProtocol.McpJsonUtilities.DefaultOptions) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        ContractText.ShouldBe(
            "docs/contracts/mcp-tools.json",
            JsonSerializer.Serialize(Anchorage.Api.Mcp.Tools.Toolbox.All.Select(t => t.Definition).ToList(), indented) + "\n");
    }

    [Fact]
    public void The_error_registry_is_documented()
    {
        StringBuilder text = new("""
            # Error codes

            The codes of `application/problem+json` answers, of failed operations and of the command line; `anchorage explain CODE` and `GET /api/errors/{code}` tell the same. This list is made from the code.

            | code | status | severity | message | cause | what to do |
            |---|---|---|---|---|---|

            """);
        foreach (ErrorDefinition error in ErrorRegistry.All.OrderBy(e => e.Code, StringComparer.Ordinal))
        {
            text.Append($"| `{error.Code}` | {error.Status} | {Lower(error.Severity)} | {error.Message} | {error.Cause} | {error.Fix} |\n");
        }

        ContractText.ShouldBe("docs/errors.md", text.ToString());
    }

    [Fact]
    public void The_command_line_knows_every_error_without_a_server()
    {
        IEnumerable<string> lines = ErrorRegistry.All.OrderBy(e => e.Code, StringComparer.Ordinal).Select(e =>
            $$"""  {"code": {{Quote(e.Code)}}, "status": {{e.Status}}, "severity": {{Quote(Lower(e.Severity))}}, "message": {{Quote(e.Message)}}, "cause": {{Quote(e.Cause)}}, "fix": {{Quote(e.Fix)}}}""");

        ContractText.ShouldBe("src/Cli/Errors/errors.json", $"[\n{string.Join(",\n", lines)}\n]\n");
    }

    [Fact]
    public void Every_code_is_registered_once()
    {
        string[] codes = [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

        ErrorRegistry.All.Select(e => e.Code).Order(StringComparer.Ordinal).ShouldBe(codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_grain_interfaces_are_what_the_list_says()
    {
        StringBuilder text = new("# Grain interfaces and their methods. Running silos of different releases call each other by these. Made from the code.\n");
        foreach (Type type in typeof(GrainKeys).Assembly.GetTypes()
            .Where(t => t.IsInterface && (typeof(IGrain).IsAssignableFrom(t) || typeof(IGrainObserver).IsAssignableFrom(t))).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append($"\n{type.FullName}");
            text.Append(typeof(IGrainObserver).IsAssignableFrom(type) ? " (observer)\n" : "\n");
            foreach (MethodInfo method in type.GetMethods().OrderBy(m => m.Name, StringComparer.Ordinal))
            {
                text.Append($"  {Name(method.ReturnType)} {method.Name}({string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}"))})\n");
            }
        }

        ContractText.ShouldBe("docs/contracts/grains.txt", text.ToString());
    }

    private static string Lower(ErrorSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string Quote(string text) => JsonSerializer.Serialize(text, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
