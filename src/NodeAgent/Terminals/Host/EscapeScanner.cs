using System.Buffers;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>Follows the escape sequences of a terminal's output just far enough to say where it may be cut.</summary>
/// <remarks>
/// States after the model of ECMA-48 as terminals implement it: text; ESC with intermediates; CSI until a final byte; and strings (OSC, DCS, SOS, PM, APC)
/// until ST, or BEL for OSC. CAN and SUB abort anything. UTF-8 is judged at the cut itself: a continuation byte is never a first byte.
/// Plain text is skipped by a vectorised search, so following the whole output costs little.
/// </remarks>
internal struct EscapeScanner
{
    private const byte Escape = 0x1B;
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create([0x07, 0x18, 0x1A, Escape]);

    private State _state;

    private enum State : byte
    {
        Text,
        Escape,
        Sequence,
        String,
        CommandString,
        StringEscape,
    }

    /// <summary>True outside of any escape sequence.</summary>
    internal readonly bool InText => _state == State.Text;

    /// <summary>Follows the bytes.</summary>
    internal void Advance(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (_state == State.Text)
            {
                int next = bytes[i..].IndexOf(Escape);
                if (next < 0)
                {
                    return;
                }

                i += next;
                _state = State.Escape;
            }
            else if (_state is State.String or State.CommandString)
            {
                int next = bytes[i..].IndexOfAny(StringEnds);
                if (next < 0)
                {
                    return;
                }

                i += next;
                StepString(bytes[i]);
            }
            else
            {
                Step(bytes[i]);
            }
        }
    }

    /// <summary>Finds the first place at or after <paramref name="minimum"/> where the output may be cut.</summary>
    /// <param name="bytes">Output that begins where this scanner stands.</param>
    /// <param name="minimum">Index from which a cut is wanted.</param>
    /// <returns>An index up to the length; the length when no place before the end will do.</returns>
    internal readonly int FindCut(ReadOnlySpan<byte> bytes, int minimum)
    {
        EscapeScanner scanner = this;
        scanner.Advance(bytes[..minimum]);
        for (int i = minimum; i < bytes.Length; i++)
        {
            if (scanner.InText && (bytes[i] & 0xC0) != 0x80)
            {
                return i;
            }

            scanner.Advance(bytes.Slice(i, 1));
        }

        return bytes.Length;
    }

    private void StepString(byte value) => _state = value switch
    {
        Escape => State.StringEscape,
        0x07 when _state == State.String => State.String,
        _ => State.Text,
    };

    private void Step(byte value) => _state = (_state, value) switch
    {
        (_, 0x18 or 0x1A) => State.Text,
        (State.StringEscape, (byte)'\\') => State.Text,
        (_, Escape) => State.Escape,

        // An ESC inside a string that is not ST ends the string and begins a sequence of its own.
        (State.Escape or State.StringEscape, (byte)'[') => State.Sequence,
        (State.Escape or State.StringEscape, (byte)']') => State.CommandString,
        (State.Escape or State.StringEscape, (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_') => State.String,
        (State.Escape or State.StringEscape, >= 0x20 and <= 0x2F) => State.Escape,
        (State.Escape or State.StringEscape, < 0x20) => State.Escape,
        (State.Sequence, >= 0x40 and <= 0x7E) => State.Text,
        (State.Sequence, _) => State.Sequence,
        _ => State.Text,
    };
}
