using System.Text;
using Anchorage.NodeAgent.Protocol.Files;

namespace Anchorage.NodeAgent.Tests.Files;

public sealed class PathTextTests
{
    [Fact]
    public void Every_name_has_a_text_that_leads_back_to_it()
    {
        Random random = new(4711);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] name = new byte[random.Next(1, 24)];
            for (int i = 0; i < name.Length; i++)
            {
                name[i] = (byte)(random.Next(3) == 0 ? random.Next(0x80, 0x100) : random.Next(3) == 0 ? '\\' : random.Next(1, 0x80));
            }

            string text = PathText.Encode(name);
            PathText.Decode(text).ShouldBe(name, text);
            Encoding.UTF8.GetBytes(text).ShouldNotBeEmpty();
            text.ShouldNotContain('\uFFFD');
        }
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("größe\n雪", "größe\n雪")]
    [InlineData(@"a\b", @"a\\b")]
    public void Text_stands_for_itself_but_for_the_backslash(string name, string text)
    {
        PathText.Encode(Encoding.UTF8.GetBytes(name)).ShouldBe(text);
        PathText.Encode([0x61, 0xff, 0xc3]).ShouldBe(@"a\xff\xc3");
    }

    [Theory]
    [InlineData(@"\x2f")]
    [InlineData(@"\x2e\x2e")]
    [InlineData(@"\x00")]
    [InlineData(@"\xFF")]
    [InlineData(@"\xf")]
    [InlineData(@"\n")]
    [InlineData(@"end\")]
    public void There_is_no_second_way_to_write_a_name(string text) => Should.Throw<FormatException>(() => PathText.Decode(text));

    [Fact]
    public void Half_a_character_is_no_text() => Should.Throw<FormatException>(() => PathText.Decode(new string('\ud800', 1)));
}
