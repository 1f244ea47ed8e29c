namespace Anchorage.NodeAgent.Tests.Terminals.Screen.Vttest;

/// <summary>What vttest asks of a terminal, asked of our screen and of the dashboard's terminal: both show the same, know the same, answer the same, and a terminal that is given a snapshot goes on the same.</summary>
public sealed partial class VttestTests(ScreenOracle oracle)
{
    private const int Columns = 20;
    private const int Rows = 8;

    // Something to move over, erase and shift: letters to the edge, a line that goes on, wide characters, colours.
    private const string Ground =
        "\e[Habcdefghijklmnopqrst\r\n\e[31m漢字漢字漢字漢字漢字\e[m\r\nthis line is longer than the screen\r\n\e[44;1mblue and bold\e[m\r\ne\u0301 marks a\u0308\r\nlast";

    [Theory]
    [MemberData(nameof(Movements))]
    [MemberData(nameof(Scrolling))]
    [MemberData(nameof(Editing))]
    [MemberData(nameof(CharacterSets))]
    [MemberData(nameof(Sizes))]
    [MemberData(nameof(Styles))]
    [MemberData(nameof(Modes))]
    [MemberData(nameof(Reports))]
    [MemberData(nameof(Resets))]
    [MemberData(nameof(Margins))]
    [MemberData(nameof(Commands))]
    [MemberData(nameof(Broken))]
    public async Task A_sequence_does_the_same(string name, string output)
    {
        string difference = await Likeness.DifferenceAsync(oracle, Columns, Rows, output);
        difference.ShouldBeEmpty($"{name}: {Likeness.Escaped(output)}");
    }

    // Without a look at saved cursors: where they point after lines were broken anew is an accident of xterm.js.
    [Theory]
    [MemberData(nameof(Resizes))]
    public async Task A_change_of_size_in_between_does_the_same(string name, string before, int columns, int rows, string after)
    {
        string difference = await Likeness.DifferenceAsync(oracle, Columns, Rows, probes: 1, before, ScreenStep.Size(columns, rows), after);
        difference.ShouldBeEmpty($"{name}: {Likeness.Escaped(before)}, {columns}x{rows}, {Likeness.Escaped(after)}");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_the_same()
    {
        byte[] output = [(byte)'a', 0xC3, (byte)'(', 0xFF, 0xC3, 0xA9, 0x80, 0xE6, 0xBC, 0x1B, .. "[1mx"u8, 0xF0, 0x9F, 0x91, .. "\r\ny"u8, 0xED, 0xA0, 0x80, 0xC0, 0xAF, (byte)'z'];
        (await Likeness.DifferenceAsync(oracle, Columns, Rows, output)).ShouldBeEmpty();
    }
}
