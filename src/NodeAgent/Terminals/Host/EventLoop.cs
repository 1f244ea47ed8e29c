using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Anchorage.NodeAgent.Terminals.Native;

namespace Anchorage.NodeAgent.Terminals.Host;

/// <summary>One thread that serves every PTY and every connection of the terminal host.</summary>
/// <remarks>
/// A keystroke or a chunk of output goes from descriptor to descriptor without changing threads, so there are no locks and no hand-over delay, and a hundred idle
/// terminals cost one sleeping thread. Everything except <see cref="Post"/> is called on the loop's thread only.
/// </remarks>
internal sealed unsafe class EventLoop : IDisposable
{
    private const int MaxEvents = 64;
    private const uint Readable = 0x1 | 0x2000;
    private const uint Writable = 0x4;
    private const uint ErrorOrHangup = 0x8 | 0x10;

    // struct epoll_event is packed on x86 only.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture is Architecture.X64;
    private static readonly int EventSize = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    private readonly TimeProvider _time;
    private readonly int _epoll;
    private readonly int _wake;
    private readonly Dictionary<int, (uint Generation, IReady Target)> _targets = [];
    private readonly PriorityQueue<LoopTimer, long> _timers = new();
    private readonly ConcurrentQueue<Action> _posted = new();
    private byte[] _send = new byte[64 * 1024];
    private uint _generation;
    private bool _disposed;

    /// <summary>Makes a loop that has not begun to run.</summary>
    internal EventLoop(TimeProvider time)
    {
        _time = time;
        _epoll = LinuxException.Check(Libc.EpollCreate(LinuxConstants.OpenCloseOnExec), "epoll_create1");
        _wake = LinuxException.Check(Libc.EventFd(0, LinuxConstants.OpenCloseOnExec | LinuxConstants.OpenNonBlocking), "eventfd");
        Control(1, _wake, Readable, 0);
    }

    /// <summary>The clock of the loop.</summary>
    internal TimeProvider Time => _time;

    /// <summary>Hears what a callback failed with; the loop goes on, because it holds everybody's terminals. Without a listener the loop ends with the error.</summary>
    internal Action<Exception>? Faulted { get; set; }

    /// <summary>Space for one read: shared, valid until the next callback.</summary>
    internal byte[] Scratch { get; } = new byte[64 * 1024];

    /// <summary>Space to build one frame in: shared, valid until the next call.</summary>
    internal Span<byte> SendScratch(int length)
    {
        if (_send.Length < length)
        {
            _send = new byte[length];
        }

        return _send.AsSpan(0, length);
    }

    /// <summary>Calls the target whenever the descriptor is ready.</summary>
    internal void Add(int fd, IReady target, bool read = true, bool write = false)
    {
        uint generation = ++_generation;
        _targets.Add(fd, (generation, target));
        Control(1, fd, Mask(read, write), generation);
    }

    /// <summary>Changes what a descriptor waits for.</summary>
    internal void Change(int fd, bool read, bool write) => Control(3, fd, Mask(read, write), _targets[fd].Generation);

    /// <summary>Stops calling; events already fetched for the descriptor are dropped too.</summary>
    internal void Remove(int fd)
    {
        if (_targets.Remove(fd))
        {
            byte* none = stackalloc byte[16];
            _ = Libc.EpollControl(_epoll, 2, fd, none);
        }
    }

    /// <summary>Calls once after a delay.</summary>
    internal LoopTimer Schedule(TimeSpan delay, Action action)
    {
        var timer = new LoopTimer(action);
        _timers.Enqueue(timer, _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency));
        return timer;
    }

    /// <summary>Runs an action on the loop's thread. Callable from any thread.</summary>
    internal void Post(Action action)
    {
        _posted.Enqueue(action);
        Wake();
    }

    /// <summary>Lets the loop look at its timers again, for a clock that was moved by hand.</summary>
    internal void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(_wake, (byte*)&one, 8);
    }

    /// <summary>Serves until cancelled.</summary>
    internal void Run(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.Register(Wake);
        byte* events = stackalloc byte[MaxEvents * 16];
        while (!cancellationToken.IsCancellationRequested)
        {
            int count = Libc.EpollWait(_epoll, events, MaxEvents, NextTimeout());
            for (int i = 0; i < count; i++)
            {
                byte* item = events + (i * EventSize);
                uint ready = *(uint*)item;
                ulong data = *(ulong*)(item + DataOffset);
                GuardedDispatch(ready, data);
            }

            RunDueTimers();
            for (int left = _posted.Count; left > 0 && _posted.TryDequeue(out Action? action); left--)
            {
                Guard(action);
            }
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _ = Libc.Close(_epoll);
            _ = Libc.Close(_wake);
        }
    }

    private static uint Mask(bool read, bool write) => (read ? Readable : 0) | (write ? Writable : 0);

    private void GuardedDispatch(uint ready, ulong data)
    {
        try
        {
            Dispatch(ready, data);
        }
        catch (Exception error) when (Faulted is not null)
        {
            // A descriptor whose handler fails would be reported again at once, for ever.
            Remove((int)(data & 0xFFFFFFFF));
            Faulted(error);
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (Faulted is not null)
        {
            Faulted(error);
        }
    }

    private void Dispatch(uint ready, ulong data)
    {
        int fd = (int)(data & 0xFFFFFFFF);
        if (fd == _wake)
        {
            ulong value;
            _ = Libc.Read(_wake, (byte*)&value, 8);
        }
        else if (_targets.TryGetValue(fd, out (uint Generation, IReady Target) entry) && entry.Generation == (uint)(data >> 32))
        {
            entry.Target.OnReady((ready & (Readable | ErrorOrHangup)) != 0, (ready & (Writable | ErrorOrHangup)) != 0);
        }
    }

    private void Control(int operation, int fd, uint mask, uint generation)
    {
        byte* item = stackalloc byte[16];
        *(uint*)item = mask;
        *(ulong*)(item + DataOffset) = ((ulong)generation << 32) | (uint)fd;
        LinuxException.Check(Libc.EpollControl(_epoll, operation, fd, item), "epoll_ctl");
    }

    private int NextTimeout()
    {
        while (_timers.TryPeek(out LoopTimer? timer, out long due))
        {
            if (timer.Pending)
            {
                double milliseconds = (due - _time.GetTimestamp()) * 1000.0 / _time.TimestampFrequency;
                return (int)Math.Clamp(Math.Ceiling(milliseconds), 0, int.MaxValue);
            }

            _timers.Dequeue();
        }

        return _posted.IsEmpty ? -1 : 0;
    }

    private void RunDueTimers()
    {
        long now = _time.GetTimestamp();
        while (_timers.TryPeek(out LoopTimer? timer, out long due) && (due <= now || !timer.Pending))
        {
            _timers.Dequeue();
            Guard(timer.Fire);
        }
    }
}
