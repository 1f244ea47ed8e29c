using System.Text.Json.Nodes;
using Anchorage.Api.Logging;
using Anchorage.NodeAgent.Protocol.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>A canary of each kind of secret goes into the log and does not come out.</summary>
public sealed class RedactionTests
{
    private const string Canary = "CANARYcanary0123456789";

    public static readonly TheoryData<string> Secrets =
    [
        $"token anc_u1.t1.{Canary} was shown",
        $"session ans_u1.s1.{Canary}",
        $"key anok_{Canary}-{Canary}",
        $"GET /ws/terminal?ticket=t1.{Canary}&resume=5",
        $"GET /x?access_token={Canary}",
        $"/setup#token={Canary}",
        $"Authorization: Bearer {Canary}",
        $"authorization: Basic {Canary}==",
        $"bearer {Canary}",
        $"https://user:{Canary}@example.org/path",
        $"postgres://admin:p-{Canary}@db:5432/x",
        $$"""{"username":"a","password":"{{Canary}}","newPassword":"{{Canary}}"}""",
        $"Host=db;Username=a;Password={Canary};Port=1",
        $"-----BEGIN EC PRIVATE KEY-----\nAAAA{Canary}\nBBBB\n-----END EC PRIVATE KEY-----\nafter",
        $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Canary}",
    ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Neither_format_shows_a_secret(string text)
    {
        foreach (LogFormat format in (LogFormat[])[LogFormat.Text, LogFormat.Json])
        {
            string inMessage = Written(format, text, null, []);
            string inException = Written(format, "failed", new InvalidOperationException(text), []);
            string inField = Written(format, "plain", null, [new("value", text)]);
            (inMessage + inException + inField).ShouldNotContain(Canary);
            inMessage.ShouldContain(SecretRedactor.Mask);
        }
    }

    [Theory]
    [InlineData("Node n1 is linked from 10.0.0.5 at https://example.org:7070/agent/link")]
    [InlineData("{\"username\":\"a\",\"tokens\":3}")]
    [InlineData("Docker API version 1.41; the token was refused; ticket void")]
    [InlineData("-----BEGIN CERTIFICATE----- abc -----END CERTIFICATE-----")]
    public void What_is_no_secret_stays(string text) => SecretRedactor.Redact(text).ShouldBe(text);

    [Fact]
    public void A_field_is_masked_by_its_name() => Written(LogFormat.Json, "m", null, [new("password", Canary), new("user", "ann")]).ShouldNotContain(Canary);

    [Fact]
    public void Json_is_one_object_per_line()
    {
        string line = Written(LogFormat.Json, "two\nlines", new InvalidOperationException("bad"), [new("node", "n1")]);
        line.Count(c => c == '\n').ShouldBe(1);
        JsonNode entry = JsonNode.Parse(line)!;
        entry["message"]!.GetValue<string>().ShouldBe("two\nlines");
        entry["level"]!.GetValue<string>().ShouldBe("warn");
        entry["category"]!.GetValue<string>().ShouldBe("Test");
        entry["exception"]!.GetValue<string>().ShouldContain("bad");
        entry["fields"]!["node"]!.GetValue<string>().ShouldBe("n1");
    }

    [Fact]
    public void A_text_entry_cannot_be_forged_with_a_line_break() =>
        Written(LogFormat.Text, "name\n2026-01-01T00:00:00.000Z error Fake: entry", null, []).Split('\n')[1].ShouldStartWith("    ");

    private static string Written(LogFormat format, string message, Exception? exception, KeyValuePair<string, object?>[] fields)
    {
        using StringWriter writer = new();
        LogEntry<KeyValuePair<string, object?>[]> entry = new(LogLevel.Warning, "Test", new EventId(1), fields, exception, (_, _) => message);
        new RedactingFormatter(format, TimeProvider.System).Write(entry, null, writer);
        return writer.ToString();
    }
}
