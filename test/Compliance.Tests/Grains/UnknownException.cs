namespace Anchorage.Compliance.Tests.Grains;

/// <summary>An exception without [GenerateSerializer].</summary>
public sealed class UnknownException(string message) : Exception(message);
