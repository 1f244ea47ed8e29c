using Anchorage.NodeAgent.Protocol.Terminals;
using Anchorage.NodeAgent.Terminals.Native;
using Anchorage.NodeAgent.Terminals.Recordings;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>The end of a terminal: closed, exited, or left alone for too long.</summary>
internal sealed partial class Terminal
{
    private bool _visited;

    /// <summary>True when the terminal ends soon after its last viewer left.</summary>
    internal bool EndWhenLastViewerLeaves { get; private set; }

    // A viewer that reloads or loses its connection for a moment is not one that left.
    private TimeSpan LifeAlone => (EndWhenLastViewerLeaves, _visited) switch
    {
        (true, true) => _options.LastViewerGrace,
        (true, false) => _options.FirstViewerPatience,
        _ => ExitCode is null ? _detachedLife : _options.ExitedRetention,
    };

    /// <summary>Changes how long the terminal lives without viewers.</summary>
    internal void Change(ChangeTerminal change)
    {
        EndWhenLastViewerLeaves = change.EndWhenLastViewerLeaves;
        StartLifeTimer();
    }

    /// <summary>Ends the shell and everything in its session, then the terminal.</summary>
    internal void Close()
    {
        if (ExitCode is not null)
        {
            _owner.OnEnded(this);
        }
        else if (!_closing)
        {
            _closing = true;
            _pty.HangUp();
            _loop.Schedule(_options.KillDelay, () =>
            {
                // Also when the leader ended: a child of it may have ignored the hang-up.
                _pty.Kill();
                _loop.Schedule(_options.DrainDelay, () => Finish(_pendingExitCode ?? 128 + LinuxConstants.SignalKill));
            });
        }
    }

    /// <summary>Frees everything at once, for the end of the host.</summary>
    internal void Abandon()
    {
        StopRecording(RecordingEnd.HostLost);
        _pty.Kill();
        CloseDescriptor();
        foreach (ViewerSession viewer in _viewers)
        {
            viewer.Abandon();
        }

        foreach (PreviewSession preview in _previews)
        {
            preview.Abandon();
        }
    }

    private async Task FollowExitAsync()
    {
        _pendingExitCode = await _pty.Exited;
        if (!_descriptorOpen)
        {
            Finish(_pendingExitCode.Value);
            return;
        }

        _loop.Schedule(_options.DrainDelay, DrainRest);
    }

    // The shell ended, others still hold its terminal: what they wrote so far counts, then it is over.
    private void DrainRest()
    {
        if (ExitCode is null && Behind >= _options.WindowBytes)
        {
            _loop.Schedule(_options.DrainDelay, DrainRest);
        }
        else
        {
            Finish(_pendingExitCode!.Value);
        }
    }

    private void Finish(int code)
    {
        if (ExitCode is not null)
        {
            return;
        }

        CloseDescriptor();
        StopRecording(RecordingEnd.Exited);
        ExitCode = code;
        PumpAll();
        foreach (PreviewSession preview in _previews)
        {
            preview.OnExit(code);
        }

        _owner.OnChanged(this);
        if (_closing)
        {
            _owner.OnEnded(this);
        }
        else
        {
            StartLifeTimer();
        }
    }

    private void CloseDescriptor()
    {
        if (_descriptorOpen)
        {
            _descriptorOpen = false;
            if (_registered)
            {
                _loop.Remove(_pty.Descriptor);
            }

            _pty.Dispose();
        }
    }

    private void StartLifeTimer()
    {
        if (_viewers.Length == 0)
        {
            _lifeTimer?.Cancel();
            _lifeTimer = _loop.Schedule(LifeAlone, Close);
        }
    }
}
