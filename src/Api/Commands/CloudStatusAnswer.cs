namespace Anchorage.Api.Commands;

internal sealed record CloudStatusAnswer(bool Success, string Status, bool Online, long? ResponseTime, CloudHealth Health, CloudInstance Instance);
