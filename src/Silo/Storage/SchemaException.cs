namespace Anchorage.Silo.Storage;

/// <summary>The schema of a database file does not fit this release.</summary>
internal sealed class SchemaException(string message) : Exception(message);
