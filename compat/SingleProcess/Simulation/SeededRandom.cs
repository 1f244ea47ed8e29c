namespace Anchorage.SingleProcess.Simulation;

// SplitMix64: the same numbers for the same seed in every version of .NET.
internal sealed class SeededRandom(int seed)
{
    private ulong _state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) + 0xD1B54A32D192ED03UL;

    public ulong Next()
    {
        unchecked
        {
            ulong value = _state += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    // Draws a number only when the fault is possible at all, so that runs without faults do not change when rates are added.
    public bool Happens(double rate) => rate > 0 && (Next() >> 11) * (1.0 / (1UL << 53)) < rate;

    public Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        return new Guid(bytes);
    }
}
