using System.Text.Encodings.Web;
using System.Text.Json;

namespace Anchorage.Benchmarks.Results;

/// <summary>bench/results.json: one entry per thing measured and engine; a new run replaces the old entry.</summary>
internal sealed class ResultFile(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Path => path;

    public IReadOnlyList<Measurement> Read() =>
        File.Exists(path) ? JsonSerializer.Deserialize<List<Measurement>>(File.ReadAllText(path), Json) ?? [] : [];

    public void Put(Measurement measurement)
    {
        List<Measurement> all = [.. Read()];
        int index = all.FindIndex(m => m.What == measurement.What && m.Engine == measurement.Engine);
        if (index >= 0)
        {
            all[index] = measurement;
        }
        else
        {
            all.Add(measurement);
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(all, Json) + "\n");
    }
}
