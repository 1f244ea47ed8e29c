namespace Anchorage.Api.Commands;

/// <summary>What is known of an instance in detail (inventory D4).</summary>
internal sealed record CloudDetails(
    string Fingerprint,
    string? BasePath,
    string PodName,
    string Hostname,
    int Port,
    int? SslPort,
    string Protocol,
    string? LocalIp,
    string? Os,
    string? Platform,
    string? RuntimeVersion,
    string AppVersion,
    long Memory,
    double Cpu,
    long Uptime,
    int Pid,
    string DisplayName);
