using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.NodeAgent.Tests.Terminals.Screen;

/// <summary>Recorded output of real programs: vim, htop, tmux, less, git log and an interactive bash.</summary>
public sealed class RecordingTests(ScreenOracle oracle)
{
    public static TheoryData<string, int, int> Recordings => new()
    {
        { "vim", 80, 24 }, { "htop", 80, 24 }, { "tmux", 100, 30 }, { "less", 80, 24 }, { "gitlog", 80, 24 }, { "bash", 80, 24 },
    };

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task At_any_moment_a_reloaded_page_shows_what_a_page_shows_that_never_left(string name, int columns, int rows)
    {
        byte[] output = await ReadAsync(name);
        var screen = new VirtualScreen(columns, rows, 10_000, 1 << 20);
        var random = new Random(1);
        int moments = 0;
        for (int at = 0; at < output.Length;)
        {
            int count = Math.Min(random.Next(1, 1500), output.Length - at);
            screen.Feed(output.AsSpan(at, count));
            at += count;
            OracleScreen stayed = await oracle.ShowAsync(columns, rows, 10_000, output[..at]);
            ScreenPicture.Of(screen).ShouldBe(stayed.Picture(), $"{name} at {at}");

            byte[] reload = [.. screen.Snapshot(withScrollback: true), .. output[(int)screen.RestOffset..at]];
            OracleScreen reloaded = await oracle.ShowAsync(columns, rows, 10_000, reload);
            ScreenPicture.Blank(reloaded.Picture()).ShouldBe(ScreenPicture.Blank(stayed.Picture()), $"{name} at {at} after a reload");
            reloaded.Above.ShouldBe(stayed.Above, $"{name} at {at}: lines above");
            reloaded.ModeList().ShouldBe(stayed.ModeList(), $"{name} at {at}: modes");
            moments++;
        }

        moments.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("vim")]
    [InlineData("htop")]
    public async Task Five_mebibytes_of_a_full_screen_program_leave_a_small_snapshot_of_the_same_screen(string name)
    {
        byte[] output = await ReadAsync(name);
        byte[] long_ = [.. Enumerable.Repeat(output, ((5 << 20) / output.Length) + 1).SelectMany(part => part), .. output.AsSpan(0, output.Length * 2 / 3)];
        var screen = new VirtualScreen(80, 24, 10_000, 1 << 20);
        screen.Feed(long_);
        byte[] snapshot = screen.Snapshot(withScrollback: true);
        OracleScreen stayed = await oracle.ShowAsync(80, 24, 10_000, long_);
        OracleScreen reloaded = await oracle.ShowAsync(80, 24, 10_000, (byte[])[.. snapshot, .. long_[(int)screen.RestOffset..]]);
        ScreenPicture.Blank(reloaded.Picture()).ShouldBe(ScreenPicture.Blank(stayed.Picture()));
        snapshot.Length.ShouldBeLessThan(1 << 20);
    }

    private static async Task<byte[]> ReadAsync(string name) =>
        await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Terminals", "Screen", "Recordings", name + ".vt"), TestContext.Current.CancellationToken);
}
