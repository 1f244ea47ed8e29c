namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Select Graphic Rendition.</summary>
internal sealed partial class VirtualScreen
{
    private void Style(VtParameters p)
    {
        for (int i = 0; i < p.Count; i++)
        {
            int code = p[i];
            switch (code)
            {
                case 0:
                    _pen = new Pen { Link = _pen.Link, Flags = _pen.Flags & PenFlags.Protected };
                    break;
                case 4:
                    _pen.Underline = p.Parts(i) is [var style, ..] ? style is >= 0 and <= 5 ? style : 1 : 1;
                    break;
                case 21:
                    _pen.Underline = 2;
                    break;
                case 24:
                    _pen.Underline = 0;
                    break;
                case 22:
                    _pen.Flags &= ~(PenFlags.Bold | PenFlags.Dim);
                    break;
                case 38 or 48 or 58:
                    i = ExtendedColor(p, i);
                    break;
                case 39:
                    _pen.Foreground = 0;
                    break;
                case 49:
                    _pen.Background = 0;
                    break;
                case 59:
                    _pen.UnderlineColor = 0;
                    break;
                case 100 when p.Count == 1 && p.Parts(0).IsEmpty:
                    _pen.Background = Pen.Basic(8);
                    break;
                case >= 30 and <= 37:
                    _pen.Foreground = Pen.Basic(code - 30);
                    break;
                case >= 40 and <= 47:
                    _pen.Background = Pen.Basic(code - 40);
                    break;
                case >= 90 and <= 97:
                    _pen.Foreground = Pen.Basic(code - 82);
                    break;
                case >= 100 and <= 107:
                    _pen.Background = Pen.Basic(code - 92);
                    break;
                default:
                    Toggle(code);
                    break;
            }
        }
    }

    private void Toggle(int code)
    {
        PenFlags flag = (code is > 20 and < 30 ? code - 20 : code) switch
        {
            1 => PenFlags.Bold,
            2 => PenFlags.Dim,
            3 => PenFlags.Italic,
            5 => PenFlags.Blink,
            7 => PenFlags.Inverse,
            8 => PenFlags.Hidden,
            9 => PenFlags.Strike,
            53 or 55 => PenFlags.Overline,
            _ => PenFlags.None,
        };
        _pen.Flags = code is (> 20 and < 30) or 55 ? _pen.Flags & ~flag : _pen.Flags | flag;
    }

    // 38;5;N, 38;2;R;G;B and the forms with colons. Returns the index of the last number that it used.
    private int ExtendedColor(VtParameters p, int index)
    {
        ReadOnlySpan<int> parts = p.Parts(index);
        Span<int> values = stackalloc int[4];
        values.Clear();
        int last = index;
        if (!parts.IsEmpty)
        {
            values[0] = parts[0];
            ReadOnlySpan<int> rest = parts[1..];

            // The direct form may name a colour space before its three values.
            rest = values[0] == 2 && rest.Length > 3 ? rest[1..] : rest;
            rest[..Math.Min(rest.Length, 3)].CopyTo(values[1..]);
        }
        else
        {
            // The two forms may be mixed; an unknown kind takes along as many numbers as the longest known one.
            int wanted = p[index + 1] switch { 5 => 2, 2 => 4, _ => 5 };
            int found = 0;
            for (int i = index + 1; i < p.Count && found < wanted; i++)
            {
                last = i;
                Take(p[i], values);
                foreach (int part in p.Parts(i))
                {
                    Take(part, values);
                }
            }

            void Take(int value, Span<int> into)
            {
                if (found < into.Length)
                {
                    into[found] = value;
                }

                found++;
            }
        }

        uint color = values[0] switch
        {
            5 => Pen.Palette(Math.Max(values[1], 0)),
            2 => Pen.Direct(Math.Max(values[1], 0), Math.Max(values[2], 0), Math.Max(values[3], 0)),
            _ => uint.MaxValue,
        };
        if (color != uint.MaxValue)
        {
            switch (p[index])
            {
                case 38:
                    _pen.Foreground = color;
                    break;
                case 48:
                    _pen.Background = color;
                    break;
                default:
                    _pen.UnderlineColor = color;
                    break;
            }
        }

        return last;
    }
}
