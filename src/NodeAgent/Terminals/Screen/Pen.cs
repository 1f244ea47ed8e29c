using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>Colours and style of a character.</summary>
/// <remarks>A colour has its kind in the highest byte: 0 the default, 1 one of the 16, 2 direct <c>RRGGBB</c>, 3 one of the 256.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct Pen : IEquatable<Pen>
{
    /// <summary>Shift of the underline's style in <see cref="Flags"/>.</summary>
    internal const int UnderlineShift = 9;

    /// <summary>Kinds of colours.</summary>
    internal const uint BasicColor = 1;

    internal const uint DirectColor = 2;

    internal const uint PaletteColor = 3;

    internal uint Foreground;
    internal uint Background;
    internal uint UnderlineColor;
    internal PenFlags Flags;

    /// <summary>Number of the hyperlink, 0 for none.</summary>
    internal ushort Link;

    /// <summary>Style of the underline: 0 none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed.</summary>
    internal int Underline
    {
        readonly get => (int)(Flags & PenFlags.UnderlineMask) >> UnderlineShift;
        set => Flags = (Flags & ~PenFlags.UnderlineMask) | (PenFlags)(value << UnderlineShift);
    }

    /// <summary>What an erased cell keeps: the background.</summary>
    internal readonly Pen Erased => new() { Background = Background };

    internal static uint Basic(int index) => (BasicColor << 24) | (uint)(index & 0xF);

    internal static uint Palette(int index) => (PaletteColor << 24) | (uint)(index & 0xFF);

    internal static uint Direct(int red, int green, int blue) => (DirectColor << 24) | ((uint)(red & 0xFF) << 16) | ((uint)(green & 0xFF) << 8) | (uint)(blue & 0xFF);

    // Sixteen bytes without a gap: compared for every character that leaves the screen.
    public readonly bool Equals(Pen other) => Unsafe.BitCast<Pen, Vector128<byte>>(this) == Unsafe.BitCast<Pen, Vector128<byte>>(other);

    public override readonly bool Equals(object? obj) => obj is Pen other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Foreground, Background, UnderlineColor, Flags, Link);
}
