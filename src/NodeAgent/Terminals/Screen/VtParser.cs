using System.Buffers;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Takes the output of a program apart into text, control characters and sequences.</summary>
/// <remarks>
/// The states are those of the VT500 series, as terminals agree on them; text is UTF-8, bytes that are none are dropped, U+0080 to U+009F are the C1 controls.
/// A string (OSC, DCS) longer than <see cref="StringLimit"/> is read to its end and ignored.
/// </remarks>
internal sealed class VtParser(IVtActions actions)
{
    /// <summary>Longest string that is kept, bytes.</summary>
    internal const int StringLimit = 64 * 1024;

    private const uint FirstPrintable = 0xA0;

    private readonly VtParameters _parameters = new();
    private readonly ArrayBufferWriter<byte> _text = new(256);
    private Utf8Decoder _utf8;
    private State _state;
    private byte _prefix;
    private byte _intermediate;
    private byte _final;
    private bool _tooMany;
    private bool _tooLong;
    private long _count;

    private enum State : byte
    {
        Ground,
        Escape,
        EscapeIntermediate,
        ControlEntry,
        ControlParameter,
        ControlIntermediate,
        ControlIgnore,
        Command,
        DeviceEntry,
        DeviceParameter,
        DeviceIntermediate,
        DeviceIgnore,
        DeviceText,
        Ignored,
    }

    /// <summary>True outside of sequences and characters.</summary>
    internal bool AtRest => _state == State.Ground && !_utf8.Pending;

    /// <summary>How many bytes stood before the sequence or character that is not complete yet; all of them while <see cref="AtRest"/>.</summary>
    internal long RestOffset { get; private set; }

    /// <summary>Takes output.</summary>
    internal void Feed(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        long before = _count;
        _count += bytes.Length;
        while (i < bytes.Length)
        {
            if (_state == State.Ground && !_utf8.Pending)
            {
                int run = bytes[i..].IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E);
                run = run < 0 ? bytes.Length - i : run;
                if (run > 0)
                {
                    actions.PrintAscii(bytes.Slice(i, run));
                    i += run;
                    continue;
                }
            }

            byte value = bytes[i++];
            if (AtRest || value == 0x1B)
            {
                RestOffset = before + i - 1;
            }

            if (value < 0x80)
            {
                _utf8.Reset();
                Step(value);
            }
            else if (_utf8.Add(value, out uint scalar))
            {
                Step(scalar);
            }
        }

        if (AtRest)
        {
            RestOffset = _count;
        }
    }

    /// <summary>Forgets what was begun.</summary>
    internal void Reset()
    {
        _state = State.Ground;
        _utf8.Reset();
    }

    private void Step(uint code)
    {
        // Valid in every state.
        switch (code)
        {
            case 0x1B:
                EndString(complete: true);
                Clear(State.Escape);
                return;
            case 0x18 or 0x1A or 0x99 or 0x9A:
                EndString(complete: false);
                _state = State.Ground;
                actions.Execute((byte)code);
                return;
            case 0x9C:
                EndString(complete: true);
                _state = State.Ground;
                return;
            case 0x9B:
                EndString(complete: true);
                Clear(State.ControlEntry);
                return;
            case 0x9D:
                EndString(complete: true);
                Clear(State.Command);
                return;
            case 0x90:
                EndString(complete: true);
                Clear(State.DeviceEntry);
                return;
            case 0x98 or 0x9E or 0x9F:
                EndString(complete: true);
                _state = State.Ignored;
                return;
            case >= 0x80 and < FirstPrintable:
                EndString(complete: true);
                _state = State.Ground;
                actions.Execute((byte)code);
                return;
        }

        switch (_state)
        {
            case State.Ground:
                Ground(code);
                break;
            case State.Escape or State.EscapeIntermediate:
                Escape(code);
                break;
            case >= State.ControlEntry and <= State.ControlIgnore:
                Control(code);
                break;
            case State.Command:
                CommandText(code);
                break;
            case State.DeviceText:
                DeviceText(code);
                break;
            case >= State.DeviceEntry and <= State.DeviceIgnore:
                Device(code);
                break;
        }
    }

    private void Ground(uint code)
    {
        if (code < 0x20)
        {
            actions.Execute((byte)code);
        }
        else if (code >= FirstPrintable)
        {
            actions.Print(code);
        }
        else if (code < 0x7F)
        {
            // After a character of several bytes that was broken off.
            actions.PrintAscii([(byte)code]);
        }
    }

    private void Escape(uint code)
    {
        switch (code)
        {
            case < 0x20:
                actions.Execute((byte)code);
                return;
            case <= 0x2F:
                Collect((byte)code);
                _state = State.EscapeIntermediate;
                return;
            case 0x7F:
                return;
        }

        State before = _state;
        _state = State.Ground;
        if (before == State.EscapeIntermediate || code is not (0x50 or 0x58 or 0x5B or 0x5D or 0x5E or 0x5F))
        {
            if (code < 0x7F && !_tooMany)
            {
                actions.Escape(_intermediate, (byte)code);
            }

            return;
        }

        switch (code)
        {
            case '[':
                Clear(State.ControlEntry);
                break;
            case ']':
                Clear(State.Command);
                break;
            case 'P':
                Clear(State.DeviceEntry);
                break;
            default:
                _state = State.Ignored;
                break;
        }
    }

    private void Control(uint code)
    {
        switch (code)
        {
            case < 0x20:
                actions.Execute((byte)code);
                return;
            case 0x7F:
                return;
            case >= 0x40 and < 0x7F:
                bool known = _state != State.ControlIgnore && !_tooMany;
                _state = State.Ground;
                if (known)
                {
                    actions.Control(_prefix, _intermediate, (byte)code, _parameters);
                }

                return;
            case >= FirstPrintable:
                _state = _state == State.ControlIgnore ? State.ControlIgnore : State.Ground;
                return;
        }

        _state = NumbersOrIntermediate((byte)code, _state - State.ControlEntry) is { } next ? (State)((int)State.ControlEntry + next) : State.ControlIgnore;
    }

    private void Device(uint code)
    {
        switch (code)
        {
            case < 0x20 or 0x7F:
                return;
            case >= 0x40 and < 0x7F:
                if (_state != State.DeviceIgnore)
                {
                    _final = (byte)code;
                    _text.ResetWrittenCount();
                    _tooLong = false;
                    _state = State.DeviceText;
                }

                return;
            case >= FirstPrintable:
                _state = _state == State.DeviceIgnore ? State.DeviceIgnore : State.Ground;
                return;
        }

        _state = NumbersOrIntermediate((byte)code, _state - State.DeviceEntry) is { } next ? (State)((int)State.DeviceEntry + next) : State.DeviceIgnore;
    }

    // The part that CSI and DCS share. Stages: 0 begin, 1 numbers, 2 intermediate, 3 ignore.
    private int? NumbersOrIntermediate(byte code, int stage)
    {
        switch (stage)
        {
            case 3 or 2 when code >= 0x30:
                return null;
            case 3:
                return null;
            default:
                if (code <= 0x2F)
                {
                    Collect(code);
                    return 2;
                }

                if (code >= 0x3C)
                {
                    if (stage != 0)
                    {
                        return null;
                    }

                    _prefix = code;
                    return 1;
                }

                _parameters.Add(code);
                return 1;
        }
    }

    private void CommandText(uint code)
    {
        if (code == 0x07)
        {
            EndString(complete: true);
            _state = State.Ground;
        }
        else if (code >= 0x20)
        {
            Keep(code);
        }
    }

    private void DeviceText(uint code)
    {
        if (code != 0x7F)
        {
            Keep(code);
        }
    }

    private void Keep(uint code)
    {
        if (_text.WrittenCount >= StringLimit)
        {
            _tooLong = true;
            return;
        }

        if (code < 0x80)
        {
            _text.GetSpan(1)[0] = (byte)code;
            _text.Advance(1);
        }
        else
        {
            _text.Advance(new System.Text.Rune(code).EncodeToUtf8(_text.GetSpan(4)));
        }
    }

    private void EndString(bool complete)
    {
        State ended = _state;
        if (ended is not (State.Command or State.DeviceText))
        {
            return;
        }

        _state = State.Ground;
        if (!complete || _tooLong)
        {
            return;
        }

        if (ended == State.Command)
        {
            actions.Command(_text.WrittenSpan);
        }
        else
        {
            actions.Device(_prefix, _intermediate, _final, _text.WrittenSpan);
        }
    }

    private void Collect(byte value)
    {
        _tooMany |= _intermediate != 0;
        _intermediate = value;
    }

    private void Clear(State next)
    {
        _state = next;
        (_prefix, _intermediate, _final) = (0, 0, 0);
        (_tooMany, _tooLong) = (false, false);
        _parameters.Clear();
        _text.ResetWrittenCount();
    }
}
