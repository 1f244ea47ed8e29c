namespace Anchorage.SingleProcess.Runtime;

// Looks once per quantum for activations that nobody has called for long.
internal sealed class IdleCollector : IDisposable
{
    private readonly SiloRuntime _silo;
    private readonly ITimer _timer;

    public IdleCollector(SiloRuntime silo)
    {
        _silo = silo;
        _timer = silo.Time.CreateTimer(
            static collector => ((IdleCollector)collector!).Collect(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start() => _timer.Change(_silo.Collection.CollectionQuantum, _silo.Collection.CollectionQuantum);

    public void Dispose() => _timer.Dispose();

    private void Collect()
    {
        foreach (Activation activation in _silo.Activations.Where(activation => activation.IsStale()).OrderBy(activation => activation.Number))
        {
            activation.Post(activation.CollectIfStale);
        }
    }
}
