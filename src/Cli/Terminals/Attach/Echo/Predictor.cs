namespace Anchorage.Cli.Terminals.Attach.Echo;

/// <summary>Shows what is typed before the shell has echoed it, where a connection is slow. The same rules and numbers as in the dashboard (src/Dashboard/src/terminals/echo).</summary>
/// <remarks>
/// Each key is a step from one state of the line to the next: text and cursor. When the screen shows one of these states, the steps up to it came true. Guesses belong to epochs. Whatever may
/// change what keys do (Enter, control keys, a wrong guess) begins a new one, and nothing of an epoch is shown before one of its guesses came true: so a password prompt, where nothing is echoed,
/// shows nothing. A step that did not come true by the time that the shell has the key is wrong, and all are withdrawn.
/// </remarks>
internal sealed class Predictor(IEchoView view)
{
    // More keys at once were pasted, and are not guessed.
    private const int MostKeys = 8;
    private const int MostBytes = 64;

    private readonly List<EchoStep> _steps = [];

    // What stood in the cells of the steps before all of them.
    private readonly Dictionary<int, char> _base = [];

    // By ground, the last epoch in which a guess came true.
    private readonly int[] _confirmed = new int[3];
    private long _line;
    private int _start;
    private int _epoch = 1;
    private long _typed;
    private long _applied;

    // Nothing is guessed until the shell has this many bytes: where the cursor is by then cannot be known.
    private long _blockedUntil;

    // The part of the line that was typed here.
    private (int From, int To)? _own;

    /// <summary>What to show now; null when nothing is guessed.</summary>
    public EchoGuesses? Shown
    {
        get
        {
            var sure = _steps.TakeWhile(step => step.Epoch <= _confirmed[(int)step.Ground]).ToArray();
            if (sure.Length == 0)
            {
                return null;
            }

            var cells = new SortedDictionary<int, char>();
            foreach (var step in sure)
            {
                for (var i = 0; i < step.Texts.Length; i++)
                {
                    cells[step.From + i] = step.Texts[i];
                }
            }

            return new EchoGuesses(cells, new EchoPlace(_line, sure[^1].After));
        }
    }

    /// <summary>Keys were sent.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="typed">All bytes typed so far, these included.</param>
    public void Type(ReadOnlySpan<byte> keys, long typed)
    {
        _typed = typed;
        if (keys.Length > MostBytes || !view.IsSure || EchoKeys.Of(keys) is not { Count: <= MostKeys } pressed)
        {
            Begin();
            return;
        }

        foreach (var key in pressed)
        {
            switch (key)
            {
                case "\x7f":
                    Erase();
                    break;
                case "\e[D" or "\eOD":
                    Move(-1);
                    break;
                case "\e[C" or "\eOC":
                    Move(1);
                    break;
                case [var text] when EchoKeys.IsSimple(text):
                    Add(text);
                    break;
                default:
                    Begin();
                    break;
            }
        }
    }

    /// <summary>Output was drawn: steps that came true are done, a wrong one ends all.</summary>
    public void Drawn()
    {
        if (_steps.Count == 0)
        {
            return;
        }

        var cursor = view.Cursor;
        if (cursor.Line != _line)
        {
            Withdraw();
            return;
        }

        // Where the line looks as before all of it, nothing may have come yet.
        if (LooksLike(0, cursor))
        {
            return;
        }

        for (var done = 1; done <= _steps.Count; done++)
        {
            if (LooksLike(done, cursor))
            {
                Trust(done);
                Drop(done, cursor);
                return;
            }
        }

        if (!IsUnderWay())
        {
            Withdraw();
        }
    }

    /// <summary>The shell has so many bytes.</summary>
    /// <returns>True when steps are due that <see cref="Check"/> must look at a little later.</returns>
    public bool Apply(long applied)
    {
        if (applied < _applied)
        {
            // A new numbering: what is under way has numbers of the old one.
            _typed = applied;
            Withdraw();
        }

        _applied = applied;
        return _steps is [var first, ..] && first.End <= applied;
    }

    /// <summary>What the shell had then should be echoed by now; if it is not, it never will be.</summary>
    public void Check(long applied)
    {
        var due = _steps.Count(step => step.End <= applied);
        if (due == 0)
        {
            return;
        }

        var cursor = view.Cursor;
        if (cursor.Line == _line && LooksLike(due, cursor))
        {
            Drop(due, cursor);
        }
        else
        {
            Withdraw();
        }
    }

    /// <summary>Takes all guesses back, and begins anew once the shell has everything.</summary>
    public void Withdraw()
    {
        _steps.Clear();
        Begin();
    }

    private void Begin()
    {
        _epoch++;
        _blockedUntil = _typed;
        _own = null;
    }

    private EchoPlace? Cursor() => _steps is [.., var last]
        ? last.Epoch == _epoch ? new EchoPlace(_line, last.After) : null
        : _applied >= _blockedUntil ? view.Cursor : null;

    private void Add(char text)
    {
        if (Cursor() is not { } at)
        {
            return;
        }

        if (Rest(at) is not { } rest || at.Column + rest.Length >= view.Columns - 1)
        {
            Begin();
            return;
        }

        var ground = rest.Length == 0 || IsOwn(at.Column, at.Column + rest.Length) ? EchoGround.Typing : EchoGround.Editing;
        var own = IsOwn(at.Column, at.Column) ? (_own!.Value.From, _own.Value.To + 1) : (at.Column, at.Column + 1);
        Take(at, at.Column, [text, .. rest], at.Column + 1, ground);
        _own = own;
    }

    private void Erase()
    {
        if (Cursor() is not { } at)
        {
            return;
        }

        var column = at.Column - 1;
        if (column < 0 || Rest(at) is not { } rest || !EchoKeys.IsSimple(At(at.Line, column)))
        {
            Begin();
            return;
        }

        var isOwn = IsOwn(column, at.Column + rest.Length);
        var own = isOwn ? (_own!.Value.From, _own.Value.To - 1) : (column, column);
        Take(at, column, [.. rest, ' '], column, isOwn ? EchoGround.Typing : EchoGround.Editing);
        _own = own;
    }

    private void Move(int by)
    {
        if (Cursor() is not { } at)
        {
            return;
        }

        var to = at.Column + by;
        var crossed = Math.Min(at.Column, to);
        if (to < 0 || Rest(at) is not { } rest || !EchoKeys.IsSimple(At(at.Line, crossed)) || (by > 0 && rest.Length == 0 && !IsOwn(crossed, to)))
        {
            Begin();
            return;
        }

        Take(at, to, [], to, IsOwn(crossed, crossed + 1) ? EchoGround.Typing : EchoGround.Moving);
    }

    private void Take(EchoPlace at, int from, char[] texts, int after, EchoGround ground)
    {
        if (_steps.Count == 0)
        {
            (_line, _start) = at;
            _base.Clear();
        }

        for (var column = from; column < from + texts.Length; column++)
        {
            _base.TryAdd(column, view.At(at.Line, column));
        }

        _steps.Add(new EchoStep(from, texts, after, _typed, _epoch, ground));
    }

    private bool IsOwn(int from, int to) => _own is { } own && own.From <= from && to <= own.To;

    /// <summary>The character of a cell once all steps have happened.</summary>
    private char At(long line, int column) => _steps.FindLast(step => step.Has(column)) is { } step ? step.At(column) : view.At(line, column);

    /// <summary>What stands from the cursor on, without blanks at the end; null when it cannot be told how it would move.</summary>
    private char[]? Rest(EchoPlace at)
    {
        var rest = new List<char>();
        for (var column = at.Column; column < view.Columns; column++)
        {
            rest.Add(At(at.Line, column));
        }

        var length = rest.FindLastIndex(text => text != ' ') + 1;
        return rest.TrueForAll(EchoKeys.IsSimple) ? [.. rest.Take(length)] : null;
    }

    private char ValueAfter(int count, int column)
    {
        var index = count - 1;
        while (index >= 0 && !_steps[index].Has(column))
        {
            index--;
        }

        return index >= 0 ? _steps[index].At(column) : _base[column];
    }

    private bool LooksLike(int count, EchoPlace cursor) =>
        cursor.Column == (count > 0 ? _steps[count - 1].After : _start) && _base.Keys.All(column => view.At(_line, column) == ValueAfter(count, column));

    // Half of an echo: each cell shows what stood there, or what one of the steps puts there.
    private bool IsUnderWay() => _base.All(cell =>
        view.At(_line, cell.Key) is var text && (text == cell.Value || _steps.Exists(step => step.Has(cell.Key) && step.At(cell.Key) == text)));

    // A key that changes nothing to be seen, such as a space at the end, may have been a command as well.
    private void Trust(int done)
    {
        for (var i = 0; i < done; i++)
        {
            var step = _steps[i];
            var isSeen = Enumerable.Range(step.From, step.Texts.Length).Any(column => step.At(column) != ValueAfter(i, column));
            if (!isSeen && step.Ground != EchoGround.Moving)
            {
                continue;
            }

            _confirmed[(int)step.Ground] = step.Epoch;
            if (step.Ground == EchoGround.Editing)
            {
                _confirmed[(int)EchoGround.Typing] = step.Epoch;
            }
        }
    }

    private void Drop(int count, EchoPlace cursor)
    {
        _steps.RemoveRange(0, count);
        _start = cursor.Column;
        _base.Clear();
        foreach (var column in _steps.SelectMany(step => Enumerable.Range(step.From, step.Texts.Length)).Distinct())
        {
            _base[column] = view.At(_line, column);
        }
    }
}
