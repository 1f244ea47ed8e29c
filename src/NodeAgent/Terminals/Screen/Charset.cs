namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>A set of graphic characters that programs designate for ASCII codes.</summary>
internal enum Charset : byte
{
    /// <summary>ASCII.</summary>
    Us,

    /// <summary>ASCII with a pound sign for the number sign.</summary>
    British,

    /// <summary>DEC Special Graphics: lines and corners.</summary>
    Graphics,
}
