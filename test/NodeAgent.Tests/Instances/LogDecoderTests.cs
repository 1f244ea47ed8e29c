using System.Buffers.Binary;
using System.Text;
using Anchorage.NodeAgent.Instances.Engine;
using Anchorage.NodeAgent.Protocol.Streams;

namespace Anchorage.NodeAgent.Tests.Instances;

public sealed class LogDecoderTests
{
    private const string Stamp = "2026-01-02T03:04:05.123456789Z ";
    private static readonly DateTimeOffset At = DateTimeOffset.Parse("2026-01-02T03:04:05.1234568Z", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Lines_come_out_the_same_however_the_stream_is_cut()
    {
        byte[] stream = [.. Frame(1, Stamp + "hello world\n"), .. Frame(2, Stamp + "oops\r\n"), .. Frame(1, Stamp + "ünïcödé\n"), .. Frame(1, Stamp + "\n"), .. Frame(1, Stamp + "no end")];
        LogLine[] expected = [new(At, "stdout", "hello world"), new(At, "stderr", "oops"), new(At, "stdout", "ünïcödé"), new(At, "stdout", ""), new(At, "stdout", "no end")];
        for (var cut = 1; cut <= stream.Length; cut++)
        {
            Decode(stream, cut).SequenceEqual(expected).ShouldBeTrue($"pieces of {cut} bytes");
        }
    }

    [Fact]
    public void A_line_in_parts_has_the_timestamp_of_the_first_and_the_text_of_all()
    {
        byte[] stream = [.. Frame(1, Stamp + "abc "), .. Frame(2, Stamp + "between\n"), .. Frame(1, "2026-01-02T03:04:06.5Z def\n")];

        Decode(stream, 7).ShouldBe([new LogLine(At, "stderr", "between"), new LogLine(At, "stdout", "abc def")]);
    }

    [Fact]
    public void A_long_line_is_cut_with_an_ellipsis()
    {
        var text = new string('x', 20_000);

        var line = Decode([.. Frame(1, Stamp + text[..10_000]), .. Frame(1, Stamp + text[10_000..] + "\n")], 999).ShouldHaveSingleItem();

        line.Text.ShouldBe(text[..LogDecoder.MaxLineBytes] + "…");
    }

    [Fact]
    public void A_tty_log_has_no_frames_and_text_without_timestamp_stays_whole()
    {
        var decoder = new LogDecoder(framed: false);

        decoder.Push(Encoding.UTF8.GetBytes(Stamp + "one two\r\nthree four\n")).ShouldBe([new LogLine(At, "stdout", "one two"), new LogLine(null, "stdout", "three four")]);
        new LogDecoder(framed: true).Push(Frame(1, "plain text without stamp\n")).ShouldBe([new LogLine(null, "stdout", "plain text without stamp")]);
    }

    [Fact]
    public void A_frame_that_cannot_be_is_refused()
    {
        Should.Throw<InvalidDataException>(() => new LogDecoder(framed: true).Push([3, 0, 0, 0, 0, 0, 0, 1]));
        Should.Throw<InvalidDataException>(() => new LogDecoder(framed: true).Push([1, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff]));
        Should.Throw<InvalidDataException>(() => new LogDecoder(framed: true).Push("HTTP/1.1 200 OK\r\n"u8));
    }

    [Fact]
    public void Random_streams_end_in_lines_or_in_a_refusal()
    {
        var random = new Random(20260102);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            if (round % 2 == 0 && bytes.Length > 8)
            {
                // A header that is believed, so that the payload is reached.
                new byte[] { (byte)random.Next(0, 3), 0, 0, 0, 0, 0, 0, (byte)random.Next(0, 256) }.CopyTo(bytes, 0);
            }

            try
            {
                var lines = Decode(bytes, random.Next(1, 30), framed: round % 5 != 0);
                lines.ShouldAllBe(l => l.Text.Length <= LogDecoder.MaxLineBytes + 1);
            }
            catch (InvalidDataException)
            {
                // Refused.
            }
        }
    }

    private static List<LogLine> Decode(byte[] stream, int piece, bool framed = true)
    {
        var decoder = new LogDecoder(framed);
        var lines = new List<LogLine>();
        foreach (var chunk in stream.Chunk(piece))
        {
            lines.AddRange(decoder.Push(chunk));
        }

        lines.AddRange(decoder.Finish());
        return lines;
    }

    private static byte[] Frame(byte stream, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        var frame = new byte[8 + payload.Length];
        frame[0] = stream;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), payload.Length);
        payload.CopyTo(frame, 8);
        return frame;
    }
}
