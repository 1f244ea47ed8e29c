namespace Anchorage.NodeAgent.Terminals.Screen;

/// <summary>A set of graphic characters that programs designate for ASCII codes: ASCII, DEC Special Graphics and the national replacement sets of the VT220.</summary>
internal enum Charset : byte
{
    /// <summary>ASCII.</summary>
    Us,

    /// <summary>ASCII with a pound sign for the number sign.</summary>
    British,

    /// <summary>DEC Special Graphics: lines and corners.</summary>
    Graphics,

    /// <summary>Dutch.</summary>
    Dutch,

    /// <summary>Finnish.</summary>
    Finnish,

    /// <summary>French.</summary>
    French,

    /// <summary>French of Canada.</summary>
    FrenchCanadian,

    /// <summary>German.</summary>
    German,

    /// <summary>Italian.</summary>
    Italian,

    /// <summary>Norwegian and Danish.</summary>
    Norwegian,

    /// <summary>Spanish.</summary>
    Spanish,

    /// <summary>Swedish.</summary>
    Swedish,

    /// <summary>Swiss.</summary>
    Swiss,
}
