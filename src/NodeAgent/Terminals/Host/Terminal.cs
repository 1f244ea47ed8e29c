using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Native;
using Anchorage.NodeAgent.Terminals.Screen;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>A shell with its PTY, the numbered output that is kept, its input and its viewers.</summary>
/// <remarks>
/// Output is read while a viewer is attached only as fast as the fastest of them processes it; without viewers always. The model of the screen follows it, and answers
/// what the program asks its terminal: viewers never do, so there is one answer however many look.
/// </remarks>
internal sealed partial class Terminal : IReady
{
    /// <summary>Largest width and height.</summary>
    internal const int MaxSize = 1000;

    private readonly EventLoop _loop;
    private readonly TerminalHostOptions _options;
    private readonly ITerminalOwner _owner;
    private readonly IPty _pty;
    private readonly TimeSpan _detachedLife;
    private readonly FloodGate _flood;
    private readonly FloodBrake _brake;
    private ViewerSession[] _viewers = [];
    private PreviewSession[] _previews = [];
    private LoopTimer? _lifeTimer;
    private LoopTimer? _titleTimer;
    private int _titleTold;
    private DateTimeOffset _lastActivity;
    private int? _pendingExitCode;
    private bool _descriptorOpen = true;
    private bool _registered;
    private bool _closing;

    internal Terminal(EventLoop loop, TerminalHostOptions options, ITerminalOwner owner, IPty pty, Ipc.OpenRequest request)
    {
        _loop = loop;
        _options = options;
        _owner = owner;
        _pty = pty;
        _detachedLife = TimeSpan.FromSeconds(request.DetachedSeconds);
        _flood = new FloodGate(loop, PumpAll);
        _brake = new FloodBrake(loop, UpdateReading, () => owner.IsTypedBeside(this));
        _lastActivity = loop.Time.GetUtcNow();
        Id = request.TerminalId;
        InstanceId = request.InstanceId;
        (Columns, Rows) = (request.Columns, request.Rows);
        Output = new OutputRing(options.RingBytes);
        Input = new InputQueue(options.InputBytes);
        Screen = new VirtualScreen(Columns, Rows, options.ScrollbackLines, options.ScrollbackBytes) { Reply = answer => Input.OfferOwn(answer) };
        Keep(pty.FirstOutput.Span);
        EndWhenLastViewerLeaves = request.EndWhenLastViewerLeaves;
        UpdateReading();
        StartLifeTimer();
        _ = FollowExitAsync();
    }

    /// <summary>Id of the terminal.</summary>
    internal string Id { get; }

    /// <summary>The instance that it belongs to.</summary>
    internal string InstanceId { get; }

    /// <summary>Width.</summary>
    internal int Columns { get; private set; }

    /// <summary>Height.</summary>
    internal int Rows { get; private set; }

    /// <summary>Exit code of the shell; set when its last output is in the ring.</summary>
    internal int? ExitCode { get; private set; }

    /// <summary>The output that is kept.</summary>
    internal OutputRing Output { get; }

    /// <summary>What the output looks like on a terminal.</summary>
    internal VirtualScreen Screen { get; }

    /// <summary>The input and its numbering.</summary>
    internal InputQueue Input { get; }

    /// <summary>Number of viewers.</summary>
    internal int ViewerCount => _viewers.Length;

    /// <summary>Number of those who see a small picture.</summary>
    internal int PreviewCount => _previews.Length;

    // How far the fastest viewer is behind; 0 without viewers.
    private long Behind
    {
        get
        {
            long behind = _viewers.Length == 0 ? 0 : long.MaxValue;
            foreach (ViewerSession viewer in _viewers)
            {
                behind = Math.Min(behind, Output.End - viewer.Acknowledged);
            }

            return behind;
        }
    }

    /// <inheritdoc/>
    public void OnReady(bool readable, bool writable)
    {
        if (writable && Input.HasWaiting)
        {
            ApplyInput();
        }

        if (readable && _descriptorOpen)
        {
            ReadOutput();
        }
    }

    /// <summary>Says how the terminal stands.</summary>
    internal TerminalReport Report() => new(
        Id, InstanceId, ExitCode is null ? "open" : "exited", ExitCode, Columns, Rows, Output.End, Input.Applied, _lastActivity, Screen.Title, Screen.WorkingDirectory,
        [.. _viewers.Select(static viewer => viewer.Report())], RecordingId);

    /// <summary>Adds a viewer.</summary>
    internal void Add(ViewerSession viewer)
    {
        _lifeTimer?.Cancel();
        _visited = true;
        _viewers = [.. _viewers, viewer];
        viewer.Begin();
        AnnounceViewers();
        UpdateReading();
    }

    /// <summary>Forgets a viewer.</summary>
    internal void Remove(ViewerSession viewer)
    {
        if (_viewers.Contains(viewer))
        {
            _viewers = [.. _viewers.Where(other => other != viewer)];
            AnnounceViewers();
            UpdateReading();
            StartLifeTimer();
        }
    }

    /// <summary>Adds somebody who sees a small picture.</summary>
    internal void Add(PreviewSession preview)
    {
        _previews = [.. _previews, preview];
        preview.OnChanged();
        if (ExitCode is { } code)
        {
            preview.OnExit(code);
        }
    }

    /// <summary>Forgets somebody who saw a small picture.</summary>
    internal void Remove(PreviewSession preview) => _previews = [.. _previews.Where(other => other != preview)];

    /// <summary>Sets the size.</summary>
    internal void Resize(int columns, int rows)
    {
        if ((columns == Columns && rows == Rows) || !_descriptorOpen)
        {
            return;
        }

        (Columns, Rows) = (columns, rows);
        Screen.Resize(columns, rows);
        _pty.Resize(columns, rows);
        _recording?.Resize(this);
        Broadcast(ViewerMessages.Resized(columns, rows));
        ChangePreviews();
        _owner.OnChanged(this);
    }

    /// <summary>Takes typed bytes.</summary>
    internal InputOutcome Type(InputNumbering numbering, long offset, ReadOnlySpan<byte> data)
    {
        _owner.OnTyped(this);
        InputOutcome outcome = Input.Offer(numbering, offset, data);
        if (outcome == InputOutcome.Taken && _descriptorOpen)
        {
            ApplyInput();
        }

        return outcome;
    }

    /// <summary>Begins or stops to read the PTY and to wait for room in it, as viewers and input demand.</summary>
    internal void UpdateReading()
    {
        if (!_descriptorOpen)
        {
            return;
        }

        bool read = Behind < _options.WindowBytes && !_brake.Resting;
        bool wanted = read || Input.HasWaiting;
        if (_registered && !wanted)
        {
            // Removed, not masked: a hang-up is reported to whoever is registered, again and again.
            _loop.Remove(_pty.Descriptor);
        }
        else if (!_registered && wanted)
        {
            _loop.Add(_pty.Descriptor, this, read, Input.HasWaiting);
        }
        else if (_registered)
        {
            _loop.Change(_pty.Descriptor, read, Input.HasWaiting);
        }

        _registered = wanted;
    }

    private void ReadOutput()
    {
        byte[] buffer = _loop.Scratch;

        // Whole frames: a few bytes more would make a frame of their own.
        int budget = (int)Math.Min(Math.Min(buffer.Length, (2 * ViewerSession.Chunk) - _flood.Waiting), _options.WindowBytes - Behind);
        int total = 0;
        bool ended = false;
        while (total < budget)
        {
            int count = Descriptor.Read(_pty.Descriptor, buffer.AsSpan(total, budget - total));
            if (count <= 0)
            {
                ended = count == 0;
                break;
            }

            total += count;
        }

        if (total > 0)
        {
            _lastActivity = _loop.Time.GetUtcNow();
            Keep(buffer.AsSpan(0, total));
            if (Input.HasWaiting)
            {
                ApplyInput();
            }

            if (!_flood.Holds(total) || Behind >= _options.WindowBytes)
            {
                PumpAll();
            }

            _brake.Add(total);
            if (Behind >= _options.WindowBytes || _brake.Resting)
            {
                UpdateReading();
            }
        }

        if (ended)
        {
            CloseDescriptor();
            if (_pendingExitCode is { } code)
            {
                Finish(code);
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> output)
    {
        Output.Append(output);
        Screen.Feed(output);
        _recording?.Output(output);
        ChangePreviews();
        if (Screen.TitleChanges != _titleTold && _titleTimer is not { Pending: true })
        {
            _titleTimer = _loop.Schedule(_options.TitleDelay, TellTitle);
        }
    }

    private void ChangePreviews()
    {
        foreach (PreviewSession preview in _previews)
        {
            preview.OnChanged();
        }
    }

    private void TellTitle()
    {
        _titleTold = Screen.TitleChanges;
        Broadcast(ViewerMessages.Title(Screen.Title, Screen.WorkingDirectory));
        _owner.OnChanged(this);
    }

    private void ApplyInput()
    {
        _lastActivity = _loop.Time.GetUtcNow();
        bool waited = Input.HasWaiting && _registered;
        while (Input.HasWaiting)
        {
            int count = Descriptor.Write(_pty.Descriptor, Input.Peek());
            if (count == Descriptor.WouldBlock)
            {
                break;
            }

            if (count < 0)
            {
                // The shell's side is gone: its end is on the way.
                Input.DropWaiting();
                break;
            }

            Input.Applying(count);
        }

        foreach (ViewerSession viewer in _viewers)
        {
            viewer.AcknowledgeInput();
        }

        if (waited || Input.HasWaiting)
        {
            UpdateReading();
        }
    }

    private void PumpAll()
    {
        _flood.Clear();
        foreach (ViewerSession viewer in _viewers)
        {
            viewer.Pump();
        }
    }

    private void AnnounceViewers()
    {
        Broadcast(ViewerMessages.Viewers(_viewers));
        _owner.OnChanged(this);
    }

    private void Broadcast(byte[] message)
    {
        foreach (ViewerSession viewer in _viewers)
        {
            viewer.Send(message);
        }
    }
}
