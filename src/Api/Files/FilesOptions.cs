using System.ComponentModel.DataAnnotations;

namespace Anchorage.Api.Files;

/// <summary>Limits of transfers, <c>Anchorage:Files</c>. Nodes have limits of their own.</summary>
internal sealed class FilesOptions
{
    /// <summary>Largest body of an upload in bytes. Default 10 GiB; 1 MiB to 16 TiB.</summary>
    [Range(1L << 20, 1L << 44)]
    public long MaxUploadBytes { get; set; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Seconds without a byte after which a transfer ends. Default 60; 5 to 3600.</summary>
    [Range(5, 3600)]
    public int IdleSeconds { get; set; } = 60;
}
