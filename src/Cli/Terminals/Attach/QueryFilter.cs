using System.Runtime.InteropServices;

namespace Anchorage.Cli.Terminals.Attach;

/// <summary>
/// Takes the questions that programs ask their terminal out of the output. The terminal host has answered them; if the local terminal answered too, its answer would be typed into the shell.
/// State is kept between pieces, so a question that comes in two is taken out as well.
/// </summary>
internal sealed class QueryFilter
{
    // A sequence that is longer is no question: from there on it passes as it comes.
    private const int LongestHeld = 4096;
    private const byte Escape = 0x1B;
    private const byte Bell = 0x07;
    private const byte Enquiry = 0x05;

    private static readonly int[] WindowReports = [11, 13, 14, 15, 16, 18, 19, 20, 21];

    private readonly List<byte> _held = [];
    private State _state;

    /// <summary>True while the program shows the alternate screen.</summary>
    public bool Alternate { get; private set; }

    private enum State
    {
        Ground,
        C1,
        Escape,
        Control,
        String,
        StringEscape,
        PassingString,
        PassingStringEscape,
    }

    /// <summary>Gives what the local terminal may see.</summary>
    /// <param name="output">The next bytes of the terminal.</param>
    /// <param name="shown">Is appended to.</param>
    public void Push(ReadOnlySpan<byte> output, List<byte> shown)
    {
        foreach (var next in output)
        {
            Push(next, shown);
        }
    }

    private void Push(byte next, List<byte> shown)
    {
        switch (_state)
        {
            case State.Ground when next == Escape:
                Hold(next, State.Escape);
                break;
            case State.Ground when next == 0xC2:
                Hold(next, State.C1);
                break;
            case State.Ground:
                if (next != Enquiry)
                {
                    shown.Add(next);
                }

                break;
            case State.C1 when next is >= 0x80 and <= 0x9F:
                // A control in its eight-bit form, which nobody prints: a terminal might take it for the begin of a question.
                Drop();
                break;
            case State.C1:
                _held.Add(next);
                Release(shown);
                break;
            case State.Escape:
                AfterEscape(next, shown);
                break;
            case State.Control:
                InControl(next, shown);
                break;
            case State.String or State.StringEscape:
                InString(next, shown);
                break;
            default:
                shown.Add(next);
                _state = next == Bell || (_state == State.PassingStringEscape && next == (byte)'\\') ? State.Ground
                    : next == Escape ? State.PassingStringEscape : State.PassingString;
                break;
        }
    }

    private void AfterEscape(byte next, List<byte> shown)
    {
        if (next == Escape)
        {
            Release(shown);
            Hold(next, State.Escape);
            return;
        }

        _held.Add(next);
        switch (next)
        {
            case (byte)'[':
                _state = State.Control;
                break;
            case (byte)']' or (byte)'P' or (byte)'_' or (byte)'^' or (byte)'X':
                _state = State.String;
                break;
            case (byte)'Z':
                Drop();
                break;
            case >= 0x20 and <= 0x2F:
                break;
            default:
                Release(shown);
                break;
        }
    }

    private void InControl(byte next, List<byte> shown)
    {
        if (next == Escape)
        {
            Release(shown);
            Hold(next, State.Escape);
            return;
        }

        if (next < 0x20)
        {
            // A control inside a sequence is carried out at once and does not end it.
            if (next != Enquiry)
            {
                shown.Add(next);
            }

            return;
        }

        _held.Add(next);
        if (next is >= 0x40 and <= 0x7E)
        {
            var body = CollectionsMarshal.AsSpan(_held)[2..];
            NoteScreen(body);
            if (IsQuestion(body))
            {
                Drop();
            }
            else
            {
                Release(shown);
            }
        }
        else if (_held.Count > LongestHeld)
        {
            Release(shown);
        }
    }

    private void InString(byte next, List<byte> shown)
    {
        _held.Add(next);
        var ended = next == Bell || (_state == State.StringEscape && next == (byte)'\\');
        if (ended)
        {
            if (IsQuestionString(CollectionsMarshal.AsSpan(_held)))
            {
                Drop();
            }
            else
            {
                Release(shown);
            }

            return;
        }

        _state = next == Escape ? State.StringEscape : State.String;
        if (_held.Count > LongestHeld)
        {
            Release(shown);
            _state = next == Escape ? State.PassingStringEscape : State.PassingString;
        }
    }

    /// <param name="body">What follows CSI, the final byte included.</param>
    private static bool IsQuestion(ReadOnlySpan<byte> body)
    {
        var final = body[^1];
        var prefix = body[0] is >= 0x3C and <= 0x3F ? (char)body[0] : '\0';
        var intermediate = body.Length > 1 && body[^2] is >= 0x20 and <= 0x2F ? (char)body[^2] : '\0';
        return (final, prefix, intermediate) switch
        {
            ((byte)'c', _, '\0') => true,
            ((byte)'n', '\0' or '?', '\0') => true,
            ((byte)'p', '\0' or '?', '$') => true,
            ((byte)'x', '\0', '\0') => true,
            ((byte)'q', '>', '\0') => true,
            ((byte)'u', '?', '\0') => true,
            ((byte)'m', '?', '\0') => true,
            ((byte)'w', '\0', '$') => true,
            ((byte)'y', '\0', '*') => true,
            ((byte)'t', '\0', '\0') => WindowReports.Contains(First(body)),
            _ => false,
        };
    }

    private void NoteScreen(ReadOnlySpan<byte> body)
    {
        if (body is [(byte)'?', .. var modes, (byte)'h' or (byte)'l'])
        {
            foreach (var field in modes.Split((byte)';'))
            {
                if (First(modes[field]) is 47 or 1047 or 1049)
                {
                    Alternate = body[^1] == (byte)'h';
                }
            }
        }
    }

    private static int First(ReadOnlySpan<byte> body)
    {
        var value = 0;
        foreach (var digit in body)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                break;
            }

            value = Math.Min((value * 10) + digit - '0', 9999);
        }

        return value;
    }

    /// <summary>OSC with a field that is a question mark alone; DCS that asks for a setting or a capability.</summary>
    private static bool IsQuestionString(ReadOnlySpan<byte> whole)
    {
        var body = whole[2..(whole[^1] == Bell ? ^1 : ^2)];
        if (whole[1] == (byte)'P')
        {
            return body.Length > 1 && body[0] is (byte)'$' or (byte)'+' && body[1] == (byte)'q';
        }

        if (whole[1] != (byte)']')
        {
            return false;
        }

        foreach (var field in body.Split((byte)';'))
        {
            if (body[field] is [(byte)'?'])
            {
                return true;
            }
        }

        return false;
    }

    private void Hold(byte next, State state)
    {
        _held.Add(next);
        _state = state;
    }

    private void Release(List<byte> shown)
    {
        shown.AddRange(_held);
        Drop();
    }

    private void Drop()
    {
        _held.Clear();
        _state = State.Ground;
    }
}
