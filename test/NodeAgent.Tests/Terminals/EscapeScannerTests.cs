using System.Text;
using Anchorage.NodeAgent.Terminals.Host;

namespace Anchorage.NodeAgent.Tests.Terminals;

public sealed class EscapeScannerTests
{
    [Theory]
    [InlineData("abc", 1, 1)]
    [InlineData("a\u00e9b", 2, 3)]
    [InlineData("\u20ac\u20ac", 1, 3)]
    [InlineData("\U0001F600x", 3, 4)]
    [InlineData("\u001b[31mred", 2, 5)]
    [InlineData("\u001b[31mred", 0, 0)]
    [InlineData("\u001b(Bx", 1, 3)]
    [InlineData("\u001b]0;title\u0007x", 4, 10)]
    [InlineData("\u001b]0;title\u001b\\x", 4, 11)]
    [InlineData("\u001bPq\u0007data\u001b\\x", 4, 10)]
    [InlineData("\u001b[3\u0018x", 2, 4)]
    [InlineData("\u001b]0;t\u001b[1mx", 4, 9)]
    [InlineData("\u001b]0;t\u001aab", 4, 6)]
    [InlineData("\u001b7ab", 1, 2)]
    [InlineData("\u001b[3", 1, 3)]
    public void Finds_the_first_place_between_characters_and_sequences(string text, int minimum, int expected) =>
        default(EscapeScanner).FindCut(Encoding.UTF8.GetBytes(text), minimum).ShouldBe(expected);

    [Fact]
    public void State_does_not_depend_on_how_the_output_is_cut_into_pieces()
    {
        byte[] alphabet = [0x1B, (byte)'[', (byte)']', (byte)'P', (byte)'\\', 7, 0x18, (byte)'m', (byte)'3', (byte)';', (byte)' ', 0xC3, 0xA9];
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = [.. Enumerable.Range(0, 200).Select(_ => alphabet[random.Next(alphabet.Length)])];
            var whole = default(EscapeScanner);
            whole.Advance(bytes);
            var pieces = default(EscapeScanner);
            for (int i = 0; i < bytes.Length;)
            {
                int length = Math.Min(random.Next(1, 9), bytes.Length - i);
                pieces.Advance(bytes.AsSpan(i, length));
                i += length;
            }

            pieces.ShouldBe(whole, $"seed {seed}");
        }
    }
}
