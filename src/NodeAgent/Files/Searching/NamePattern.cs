using System.IO.Enumeration;

namespace Anchorage.NodeAgent.Files.Searching;

/// <summary>A part of a name, or with <c>*</c> and <c>?</c> the whole of it.</summary>
internal sealed class NamePattern(string? pattern, bool matchCase)
{
    private readonly bool _isGlob = pattern is not null && pattern.AsSpan().ContainsAny('*', '?');

    /// <summary>True for a name that it fits; without a pattern for each.</summary>
    internal bool Fits(string name) => pattern is null
        || (_isGlob
            ? FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: !matchCase)
            : name.Contains(pattern, matchCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase));
}
