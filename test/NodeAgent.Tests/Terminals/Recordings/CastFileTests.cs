using Anchorage.NodeAgent.Terminals.Recordings;

namespace Anchorage.NodeAgent.Tests.Terminals.Recordings;

/// <summary>The end of a recording for every reason: the file holds whole lines, and the reason is known.</summary>
public sealed class CastFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task A_recording_that_reaches_its_size_ends_with_whole_lines()
    {
        (string reason, Cast cast, long length) = await RecordAsync(20_000, long.MaxValue);
        reason.ShouldBe(RecordingEnd.SizeLimit);
        length.ShouldBeInRange(15_000, 20_000);
        cast.Events.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_node_without_room_ends_it_too()
    {
        (string reason, _, long length) = await RecordAsync(long.MaxValue, 10_000);
        reason.ShouldBe(RecordingEnd.NodeLimit);
        length.ShouldBeLessThan(10_500);
    }

    [Fact]
    public async Task A_full_disk_ends_it_and_nothing_else()
    {
        var file = new CastFile(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0), long.MaxValue, new RecordingSpace(_folder.Path, long.MaxValue, 10));
        Task<string> running = file.RunAsync(80, 24, DateTimeOffset.UnixEpoch, "");
        file.Output(0, "text"u8);
        (await running.WaitAsync(HostHarness.Deadline)).ShouldBe(RecordingEnd.DiskFull);
        file.Output(1, "nobody takes it"u8);
        file.End(RecordingEnd.Stopped);
        file.Bytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_disk_that_does_not_follow_ends_it()
    {
        using var gate = new SemaphoreSlim(0);
        using var stream = new SlowStream(gate);
        var file = new CastFile(stream, long.MaxValue, new RecordingSpace(_folder.Path, long.MaxValue, 10));
        Task<string> running = file.RunAsync(80, 24, DateTimeOffset.UnixEpoch, "");
        byte[] piece = new byte[1 << 20];
        for (int i = 0; i < (CastFile.MaxPending >> 20) + 2; i++)
        {
            file.Output(i, piece);
        }

        gate.Release(1000);
        (await running.WaitAsync(HostHarness.Deadline)).ShouldBe(RecordingEnd.TooSlow);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(string Reason, Cast Cast, long Length)> RecordAsync(long limit, long space)
    {
        string path = Path.Combine(_folder.Path, "a.cast");
        var file = new CastFile(new FileStream(path, FileMode.CreateNew), limit, new RecordingSpace(_folder.Path, space, 10));
        Task<string> running = file.RunAsync(80, 24, DateTimeOffset.UnixEpoch, "");
        byte[] piece = new byte[100];
        Array.Fill(piece, (byte)'x');
        for (int i = 0; i < 1000; i++)
        {
            file.Output(i, piece);
        }

        file.End(RecordingEnd.Stopped);
        string reason = await running.WaitAsync(HostHarness.Deadline);
        file.Bytes.ShouldBe(new FileInfo(path).Length);
        return (reason, Cast.Read(path), file.Bytes);
    }

    /// <summary>Takes a write when it may.</summary>
    private sealed class SlowStream(SemaphoreSlim gate) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await gate.WaitAsync(cancellationToken);
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
