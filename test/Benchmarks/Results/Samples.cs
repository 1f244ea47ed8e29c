namespace Anchorage.Benchmarks.Results;

/// <summary>Values of one kind.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Median => Percentile(50);

    public void Add(double value) => _values.Add(value);

    public void AddRange(IEnumerable<double> values) => _values.AddRange(values);

    /// <summary>The smallest value that at least so many percent of the values do not exceed.</summary>
    public double Percentile(double percent)
    {
        if (_values.Count == 0)
        {
            throw new InvalidOperationException("There are no values.");
        }

        double[] sorted = [.. _values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public override string ToString() =>
        _values.Count == 0 ? "no values" : $"p50 {Median:0.##}, p95 {Percentile(95):0.##}, p99 {Percentile(99):0.##}, n {_values.Count}";
}
