namespace Anchorage.Api.Metrics;

/// <summary>The current value of one instrument with one set of labels.</summary>
/// <param name="labels">Labels as they stand in the text, without braces.</param>
/// <param name="isHistogram">Whether buckets are kept.</param>
internal sealed class MetricSeries(string labels, bool isHistogram)
{
    private readonly Lock _lock = new();
    private double _value;

    /// <summary>Labels, <c>a="1",b="2"</c>; empty for none.</summary>
    public string Labels { get; } = labels;

    /// <summary>Buckets of a histogram.</summary>
    public LatencyBuckets? Buckets { get; } = isHistogram ? new LatencyBuckets() : null;

    /// <summary>The sum or the last value.</summary>
    public double Value
    {
        get
        {
            lock (_lock)
            {
                return _value;
            }
        }
    }

    /// <summary>Adds to the value.</summary>
    public void Add(double delta)
    {
        lock (_lock)
        {
            _value += delta;
        }
    }

    /// <summary>Replaces the value.</summary>
    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }
}
