namespace Anchorage.Silo.Data;

/// <summary>Where the installation keeps its state, section <c>Anchorage:Data</c>.</summary>
public sealed class DataFolderOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Anchorage:Data";

    /// <summary>Absolute path of the data folder. Default <c>/var/lib/anchorage</c>.</summary>
    public string Path { get; set; } = "/var/lib/anchorage";
}
