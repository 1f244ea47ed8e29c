namespace Anchorage.Grains.Abstractions.Errors;

/// <summary>An entry of the error registry, as <c>GET /api/errors/{code}</c> and <c>anchorage explain</c> show it.</summary>
/// <param name="Code">Stable, lower case with underscores.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Title">Short name.</param>
/// <param name="Message">Sentence with <c>{name}</c> in place of values; names the thing and the next step.</param>
/// <param name="Cause">Why it happens.</param>
/// <param name="Fix">What to do.</param>
public sealed record ErrorDefinition(string Code, int Status, ErrorSeverity Severity, string Title, string Message, string Cause, string Fix);
