using Anchorage.SingleProcess.Runtime;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Streams;

// The items one subscriber has not yet received. A full queue holds its producers up. Used in turns of the stream's grain only.
internal sealed partial class DeliveryQueue : IDisposable
{
    private const int Capacity = 1024;
    private static readonly TimeSpan RetryFor = TimeSpan.FromMinutes(1);
    private readonly Queue<(object Item, long Sequence)> _items = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly SiloRuntime _silo;
    private readonly Guid _handle;
    private readonly IStreamConsumer _consumer;
    private TaskCompletionSource _taken = NewSignal();
    private bool _running;

    public DeliveryQueue(SiloRuntime silo, Guid handle, GrainId subscriber)
    {
        _silo = silo;
        _handle = handle;
        _consumer = silo.Client.GetGrain<IStreamConsumer>(subscriber);
    }

    public async Task AddAsync(object item, long sequence)
    {
        while (_items.Count >= Capacity)
        {
            await _taken.Task.WaitAsync(_disposed.Token);
        }

        _items.Enqueue((item, sequence));
        if (!_running)
        {
            _running = true;
            _ = PumpAsync();
        }
    }

    public void Dispose() => _disposed.Cancel();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task PumpAsync()
    {
        while (!_disposed.IsCancellationRequested && _items.TryDequeue(out (object Item, long Sequence) next))
        {
            TaskCompletionSource taken = _taken;
            _taken = NewSignal();
            taken.SetResult();
            await DeliverAsync(next.Item, next.Sequence);
        }

        _running = false;
    }

    private async Task DeliverAsync(object item, long sequence)
    {
        DateTimeOffset start = _silo.Time.GetUtcNow();
        for (TimeSpan delay = TimeSpan.FromSeconds(1); !_disposed.IsCancellationRequested; delay *= 2)
        {
            try
            {
                await _consumer.DeliverAsync(_handle, item, sequence);
                return;
            }
            catch (Exception exception) when (_silo.Time.GetUtcNow() - start + delay < RetryFor)
            {
                LogRetry(_silo.Logger, exception, sequence, _handle);
            }
            catch (Exception exception)
            {
                LogSkipped(_silo.Logger, exception, sequence, _handle);
                await ReportAsync(exception.Message);
                return;
            }

            await Task.Delay(delay, _silo.Time, _disposed.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task ReportAsync(string reason)
    {
        try
        {
            await _consumer.FailAsync(_handle, reason);
        }
        catch (Exception exception)
        {
            LogReportFailed(_silo.Logger, exception, _handle);
        }
    }
}
