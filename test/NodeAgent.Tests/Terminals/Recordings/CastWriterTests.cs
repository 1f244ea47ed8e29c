using System.Text;
using Anchorage.NodeAgent.Terminals.Recordings;

namespace Anchorage.NodeAgent.Tests.Terminals.Recordings;

/// <summary>The lines of asciicast files.</summary>
public sealed class CastWriterTests
{
    [Fact]
    public void Output_cut_anywhere_gives_the_same_text_as_in_one_piece()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            byte[] text = [.. "h\u00e9llo \u4e2d\ud83d\ude00\u001b[1m\u0007\t\"\\\u0000\u2028\ufeff"u8, .. bytes, .. "end"u8];
            using var writer = new CastWriter();
            writer.Header(80, 24, DateTimeOffset.UnixEpoch, "a \"title\"");
            double seconds = 0;
            for (int at = 0; at < text.Length;)
            {
                int count = Math.Min(random.Next(1, 8), text.Length - at);
                writer.Output(seconds += 0.25, text.AsSpan(at, count));
                at += count;
            }

            Cast cast = Cast.Parse(writer.Written.ToArray());
            cast.Output.ShouldBe(Encoding.UTF8.GetString(text), $"seed {seed}");
            cast.Events.ShouldAllBe(item => !item.Text.EndsWith('\ud83d'));
            cast.Header.GetProperty("title").GetString().ShouldBe("a \"title\"");
        }
    }

    [Fact]
    public void What_is_no_text_becomes_the_replacement_character()
    {
        using var writer = new CastWriter();
        writer.Header(80, 24, DateTimeOffset.UnixEpoch, "");
        writer.Output(0, [(byte)'a', 0xff, 0xc3]);
        writer.Output(1, [(byte)'b', 0xed, 0xa0, 0x80, (byte)'c']);
        writer.Resize(1.5, 100, 30);
        Cast cast = Cast.Parse(writer.Written.ToArray());
        cast.Output.ShouldBe("a\ufffd\ufffdb\ufffd\ufffd\ufffdc");
        cast.Events[^1].ShouldBe((1.5, "r", "100x30"));
    }
}
