using System.Globalization;

namespace Anchorage.Testing.Load;

/// <summary>What a process holds.</summary>
/// <param name="PrivateMb">Resident memory that is not mapped from files, in MiB.</param>
/// <param name="Descriptors">Open files and sockets.</param>
/// <param name="Threads">Threads.</param>
internal sealed record ProcessFigures(double PrivateMb, int Descriptors, int Threads)
{
    /// <summary>Looks at a process.</summary>
    public static ProcessFigures Of(int id)
    {
        var status = File.ReadAllLines($"/proc/{id}/status");
        double Field(string name) => double.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        return new ProcessFigures(Field("RssAnon:") / 1024, Directory.GetFileSystemEntries($"/proc/{id}/fd").Length, (int)Field("Threads:"));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{PrivateMb:0} MiB, {Descriptors} descriptors, {Threads} threads";
}
