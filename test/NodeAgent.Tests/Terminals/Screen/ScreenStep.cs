namespace Anchorage.NodeAgent.Tests.Terminals.Screen;

/// <summary>Output, or a change of size.</summary>
internal sealed record ScreenStep(byte[]? Output, int Columns = 0, int Rows = 0)
{
    public static implicit operator ScreenStep(string output) => new(System.Text.Encoding.UTF8.GetBytes(output));

    public static implicit operator ScreenStep(byte[] output) => new(output);

    public static ScreenStep Size(int columns, int rows) => new(null, columns, rows);
}
