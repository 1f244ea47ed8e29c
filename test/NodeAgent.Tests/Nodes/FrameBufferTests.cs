using System.Security.Cryptography;
using Anchorage.NodeAgent.Protocol.Wire;

namespace Anchorage.NodeAgent.Tests.Nodes;

public sealed class FrameBufferTests
{
    [Fact]
    public void Any_cut_of_a_frame_gives_the_frame_back()
    {
        Random random = new(4711);
        for (int round = 0; round < 200; round++)
        {
            byte[] frame = RandomNumberGenerator.GetBytes(random.Next(0, 200_000));
            using FrameBuffer buffer = new(0, 256 * 1024);
            for (int done = 0; done < frame.Length;)
            {
                Memory<byte> room = buffer.GetMemory();
                room.Length.ShouldBeGreaterThan(0);
                int piece = Math.Min(Math.Min(random.Next(1, 70_000), room.Length), frame.Length - done);
                frame.AsMemory(done, piece).CopyTo(room);
                buffer.Advance(piece, text: false);
                done += piece;
            }

            buffer.Written.Span.SequenceEqual(frame).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(true, 10)]
    [InlineData(false, 20)]
    public void The_limit_of_its_type_holds_to_the_byte(bool text, int limit)
    {
        using FrameBuffer buffer = new(10, 20);
        buffer.GetMemory();
        buffer.Advance(limit, text);
        Should.Throw<FrameTooLargeException>(() => buffer.Advance(1, text));
        buffer.Reset();
        buffer.Written.Length.ShouldBe(0);
    }

    [Fact]
    public void More_than_there_is_room_for_cannot_be_claimed()
    {
        using FrameBuffer buffer = new(100, 100);
        Should.Throw<ArgumentOutOfRangeException>(() => buffer.Advance(1, text: true));
        Should.Throw<ArgumentOutOfRangeException>(() => buffer.Advance(-1, text: true));
    }
}
