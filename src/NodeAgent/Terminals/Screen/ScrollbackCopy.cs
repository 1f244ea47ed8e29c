using System.Globalization;
using System.Text;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Lines above a screen as they were at one moment.</summary>
/// <param name="lines">The lines.</param>
/// <param name="bytes">Their texts with colours, one behind the other.</param>
internal sealed class ScrollbackCopy(KeptLine[] lines, byte[] bytes)
{
    /// <summary>The lines as plain text, oldest first.</summary>
    internal IEnumerable<(string Text, bool Wrapped)> Texts()
    {
        int offset = 0;
        foreach (KeptLine line in lines)
        {
            yield return (PlainText(bytes.AsSpan(offset, line.Length)), line.Wrapped);
            offset += line.Length;
        }
    }

    // Only the writer's own sequences occur: CSI and OSC that end with ST.
    private static string PlainText(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)0x1B))
        {
            return Encoding.UTF8.GetString(text);
        }

        var plain = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            int escape = text.IndexOf((byte)0x1B);
            plain.Append(Encoding.UTF8.GetString(escape < 0 ? text : text[..escape]));
            if (escape < 0)
            {
                break;
            }

            text = text[(escape + 1)..];
            if (text[0] == (byte)']')
            {
                text = text[(text.IndexOf("\e\\"u8) + 2)..];
                continue;
            }

            int final = 1;
            while (text[final] is < 0x40 or > 0x7E)
            {
                final++;
            }

            // Places that were skipped or erased in a colour.
            if (text[final] is (byte)'C')
            {
                plain.Append(' ', int.Parse(text[1..final], CultureInfo.InvariantCulture));
            }

            text = text[(final + 1)..];
        }

        return plain.ToString();
    }
}
