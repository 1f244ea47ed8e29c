namespace Anchorage.NodeAgent.Tests.Terminals.Screen.Vttest;

/// <summary>Every control sequence with every kind of number, from every kind of place, inside and outside of margins.</summary>
public sealed class EverySequenceTests(ScreenOracle oracle)
{
    private const string Ground = "\e#8\e[2;1H\e[31m漢字漢字漢字\e[m\e[3;1Hthis line is longer\e[44m!\e[m\e[6;1H\e[K";

    // Behind the last column.
    private const string PendingWrap = "\e[3;12Hy";

    private static readonly string[] Numbers = ["", "0", "2", "99", "2;3"];

    private static readonly string[] Settings = ["", "\e[2;4r", "\e[2;5r\e[?6h", "\e[42m\e[4h"];

    private static readonly string[] Places = ["\e[H", "\e[6;12H", PendingWrap, "\e[2;2H", "\e[4;6H"];

    public static TheoryData<string> Finals => [.. "@ABCDEFGHIJKLMPSTXZ`abdefghlmrsu".Select(final => final.ToString()), " @", " A", "'}", "'~", "?J", "?K", "\"q"];

    [Theory]
    [MemberData(nameof(Finals))]
    public async Task A_sequence_does_the_same_from_everywhere(string final)
    {
        string prefix = final[0] == '?' ? "?" : string.Empty;
        int count = 0;
        foreach (string setting in Settings)
        {
            // Columns are inserted and deleted at the last column then; xterm.js goes to the first one.
            foreach (string place in Places.Where(place => final[0] != '\'' || place != PendingWrap))
            {
                foreach (string number in Numbers)
                {
                    string output = $"{Ground}{setting}{place}\e[{prefix}{number}{final[prefix.Length..]}z";
                    string difference = await Likeness.DifferenceAsync(oracle, 12, 6, probes: ++count % 5 == 0 ? 1 : 0, output);
                    difference.ShouldBeEmpty(Likeness.Escaped(output));
                }
            }
        }
    }
}
