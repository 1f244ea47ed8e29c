namespace Anchorage.Api.Commands;

/// <param name="Memory">Bytes in use.</param>
/// <param name="Cpu">Percent; 100 is one processor.</param>
/// <param name="Uptime">Seconds since its start.</param>
internal sealed record CloudHealth(long Memory, double Cpu, long Uptime);
