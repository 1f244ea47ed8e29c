namespace Anchorage.Api;

/// <summary>A list that is shown whole.</summary>
/// <param name="Items">The items.</param>
internal sealed record ItemList<T>(IReadOnlyList<T> Items);
