using System.Globalization;
using System.Text;

namespace Anchorage.Api.Metrics;

/// <summary>Writes values in the Prometheus text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    /// <summary>Media type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();
    private string? _open;

    /// <summary>Adds a family with its series. Families of the same name follow each other and share the head.</summary>
    public void Add(MetricFamily family)
    {
        Head(family.Name, family.Type, family.Description);
        foreach (MetricSeries series in family.Series)
        {
            if (series.Buckets is { } buckets)
            {
                Histogram(family.Name, series.Labels, buckets);
            }
            else
            {
                Sample(family.Name, series.Labels, series.Value);
            }
        }
    }

    /// <summary>Begins a family.</summary>
    public void Head(string name, string type, string description)
    {
        if (_open != name)
        {
            _open = name;
            _text.Append("# HELP ").Append(name).Append(' ').Append(description).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        }
    }

    /// <summary>Adds one value.</summary>
    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>Adds the buckets, the sum and the count of a histogram.</summary>
    public void Histogram(string name, string labels, LatencyBuckets buckets)
    {
        string prefix = labels.Length == 0 ? string.Empty : labels + ",";
        long[] counts = buckets.Snapshot();
        long total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            string bound = i < LatencyBuckets.Bounds.Length ? Number(LatencyBuckets.Bounds[i]) : "+Inf";
            Sample(name + "_bucket", $"{prefix}le=\"{bound}\"", total);
        }

        Sample(name + "_sum", labels, buckets.Sum);
        Sample(name + "_count", labels, total);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
