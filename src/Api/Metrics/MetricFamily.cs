using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Anchorage.Api.Metrics;

/// <summary>One instrument with all its label sets. The number of label sets is bounded: further ones share a series that says so.</summary>
internal sealed class MetricFamily
{
    private const int MaxSeries = 200;
    private const int MaxLabelLength = 120;
    private const string Overflow = "overflow=\"true\"";

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public MetricFamily(Instrument instrument)
    {
        Type shape = instrument.GetType().GetGenericTypeDefinition();
        IsHistogram = shape == typeof(Histogram<>);
        IsObserved = instrument.IsObservable;
        bool counts = shape == typeof(Counter<>) || shape == typeof(ObservableCounter<>);
        Type = IsHistogram ? "histogram" : counts ? "counter" : "gauge";
        Name = NameOf(instrument, counts);
        Description = (instrument.Description ?? instrument.Name).ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal);
        SetsValue = IsObserved || shape == typeof(Gauge<>);
    }

    /// <summary>Name as the text shows it.</summary>
    public string Name { get; }

    /// <summary><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</summary>
    public string Type { get; }

    /// <summary>One line that explains the instrument.</summary>
    public string Description { get; }

    /// <summary>The label sets.</summary>
    public IEnumerable<MetricSeries> Series => _series.Values.OrderBy(s => s.Labels, StringComparer.Ordinal);

    private bool IsHistogram { get; }

    private bool IsObserved { get; }

    private bool SetsValue { get; }

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = Text(tags);
        if (!_series.TryGetValue(labels, out MetricSeries? series))
        {
            series = _series.GetOrAdd(_series.Count < MaxSeries ? labels : Overflow, static (key, histogram) => new MetricSeries(key, histogram), IsHistogram);
        }

        if (series.Buckets is { } buckets)
        {
            buckets.Record(value);
        }
        else if (SetsValue)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>Forgets observed values before they are asked for anew, so that what is gone is not shown.</summary>
    public void BeginObservation()
    {
        if (IsObserved)
        {
            _series.Clear();
        }
    }

    /// <summary>A label value with what the format reserves escaped.</summary>
    internal static string Escape(string value)
    {
        string cut = value.Length > MaxLabelLength ? value[..MaxLabelLength] : value;
        return cut.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }

    private static string NameOf(Instrument instrument, bool counts)
    {
        string name = Identifier(instrument.Name);
        string unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => string.Empty };
        string full = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        return counts && !full.EndsWith("_total", StringComparison.Ordinal) ? full + "_total" : full;
    }

    private static string Identifier(string text) => string.Create(text.Length, text, static (span, from) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        }
    });

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return string.Empty;
        }

        StringBuilder text = new();
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            string value = Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? string.Empty;
            text.Append(text.Length == 0 ? "" : ",").Append(Identifier(tag.Key)).Append("=\"").Append(Escape(value)).Append('"');
        }

        return text.ToString();
    }
}
