using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Tests.Nodes;

/// <summary>The wire format is checked-in text. <c>ANCHORAGE_UPDATE_GOLDEN=1</c> rewrites it, so that a change is a reviewed difference.</summary>
public sealed class GoldenSamplesTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public void Every_message_is_written_as_its_sample_says()
    {
        string folder = Path.Combine(Root(), "docs", "protocol", "samples");
        if (Environment.GetEnvironmentVariable("ANCHORAGE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(folder);
            foreach (string old in Directory.GetFiles(folder, "*.json"))
            {
                File.Delete(old);
            }

            foreach ((string name, string json) in Samples.All)
            {
                File.WriteAllText(Path.Combine(folder, name + ".json"), JsonNode.Parse(json)!.ToJsonString(Indented) + "\n");
            }
        }

        Directory.GetFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order().ShouldBe(Samples.All.Keys.Order());
        foreach ((string name, string json) in Samples.All)
        {
            JsonNode golden = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, name + ".json")))!;
            JsonNode.DeepEquals(golden, JsonNode.Parse(json)).ShouldBeTrue($"{name}: the wire format differs from docs/protocol/samples/{name}.json");
        }
    }

    [Fact]
    public void Every_type_has_a_sample()
    {
        IEnumerable<string> types = typeof(MessageTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);

        types.Except(Samples.All.Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Kinds_are_camel_case_words_and_unknown_fields_are_ignored()
    {
        ProtocolJson.Write(new LinkFrame(LinkFrameKind.Challenge)).ShouldBe("""{"kind":"challenge"}""");
        ProtocolJson.Read<LinkFrame>("""{"kind":"welcome","future":{"a":[1]}}""").Kind.ShouldBe(LinkFrameKind.Welcome);
        Should.Throw<JsonException>(() => ProtocolJson.Read<LinkFrame>("""{"kind":2}"""));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
