using System.Threading.Channels;
using Anchorage.SingleProcess.Runtime;
using Orleans.Runtime;

namespace Anchorage.SingleProcess.Streams;

// The items one subscriber has not yet received. A full queue holds its producers up.
internal sealed partial class DeliveryQueue : IDisposable
{
    private const int Capacity = 1024;
    private static readonly TimeSpan RetryFor = TimeSpan.FromMinutes(1);
    private readonly Channel<(object Item, long Sequence)> _items =
        Channel.CreateBounded<(object, long)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly CancellationTokenSource _disposed = new();
    private readonly SiloRuntime _silo;
    private readonly Guid _handle;
    private readonly IStreamConsumer _consumer;

    public DeliveryQueue(SiloRuntime silo, Guid handle, GrainId subscriber)
    {
        _silo = silo;
        _handle = handle;
        _consumer = silo.Client.GetGrain<IStreamConsumer>(subscriber);
        _ = PumpAsync();
    }

    public ValueTask AddAsync(object item, long sequence) => _items.Writer.WriteAsync((item, sequence), _disposed.Token);

    public void Dispose()
    {
        _items.Writer.TryComplete();
        _disposed.Cancel();
    }

    private async Task PumpAsync()
    {
        try
        {
            await foreach ((object item, long sequence) in _items.Reader.ReadAllAsync(_disposed.Token))
            {
                await DeliverAsync(item, sequence);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task DeliverAsync(object item, long sequence)
    {
        DateTimeOffset start = _silo.Time.GetUtcNow();
        for (TimeSpan delay = TimeSpan.FromSeconds(1); ; delay *= 2)
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

            await Task.Delay(delay, _silo.Time, _disposed.Token);
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
