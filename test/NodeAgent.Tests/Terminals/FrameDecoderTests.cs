using Anchorage.NodeAgent.Terminals.Ipc;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class FrameDecoderTests
{
    [Fact]
    public void Frames_survive_any_fragmentation()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var sent = new List<(byte[] Payload, bool Text)>();
            var stream = new MemoryStream();
            for (int i = 0; i < 20; i++)
            {
                byte[] payload = new byte[random.Next(0, 3000)];
                random.NextBytes(payload);
                bool text = random.Next(2) == 0;
                byte[] header = new byte[FrameDecoder.HeaderSize];
                FrameDecoder.WriteHeader(header, payload.Length, text);
                stream.Write(header);
                stream.Write(payload);
                sent.Add((payload, text));
            }

            byte[] bytes = stream.ToArray();
            var decoder = new FrameDecoder(3000);
            int received = 0;
            for (int at = 0; at < bytes.Length;)
            {
                int length = Math.Min(random.Next(1, 5000), bytes.Length - at);
                decoder.Append(bytes.AsSpan(at, length));
                at += length;
                while (decoder.TryRead(out IpcFrame frame))
                {
                    frame.IsText.ShouldBe(sent[received].Text);
                    frame.Payload.Span.SequenceEqual(sent[received].Payload).ShouldBeTrue($"seed {seed} frame {received}");
                    received++;
                }
            }

            received.ShouldBe(sent.Count);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 101, 0 })]
    [InlineData(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 1, 2 })]
    public void Too_long_negative_and_unknown_frames_are_refused_before_anything_is_allocated(byte[] header)
    {
        var decoder = new FrameDecoder(100);
        decoder.Append(header);
        Should.Throw<InvalidDataException>(() => decoder.TryRead(out _));
    }

    [Fact]
    public void Random_bytes_give_frames_within_the_limit_or_an_error()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = new byte[random.Next(0, 64)];
            random.NextBytes(bytes);
            if (seed % 2 == 0)
            {
                // Half of them begin like a frame, so that the code behind the first check is reached too.
                bytes.AsSpan(0, Math.Min(bytes.Length, 3)).Clear();
            }

            var decoder = new FrameDecoder(1000);
            decoder.Append(bytes);
            try
            {
                while (decoder.TryRead(out IpcFrame frame))
                {
                    frame.Payload.Length.ShouldBeLessThanOrEqualTo(64);
                }
            }
            catch (InvalidDataException)
            {
                // The other allowed outcome.
            }
        }
    }
}
