using System.CommandLine;
using System.Globalization;

namespace Anchorage.Cli.CommandLine;

/// <summary>
/// An option that may also be given by a variable: --idempotency-key is ANCHORAGE_IDEMPOTENCY_KEY. The command line wins.
/// Supported values: string, string[] (commas separate in the variable), bool, int?, double?.
/// </summary>
internal sealed class Flag<T> : Option<T>
{
    private string[] _allowed = [];

    public Flag(string name, string valueName, string description, params string[] aliases)
        : base(name, aliases)
    {
        EnvironmentName = "ANCHORAGE_" + name.TrimStart('-').Replace('-', '_').ToUpperInvariant();
        Description = $"{description} [{EnvironmentName}]";
        if (valueName.Length > 0)
        {
            HelpName = valueName;
        }
    }

    /// <summary>The variable that stands for this flag.</summary>
    public string EnvironmentName { get; }

    /// <summary>The value where neither the command line nor the variable says anything.</summary>
    public T? Fallback { get; init; }

    /// <summary>Restricts the values, on the command line and in the variable.</summary>
    public Flag<T> Among(params string[] values)
    {
        _allowed = values;
        AcceptOnlyFromAmong(values);
        return this;
    }

    /// <summary>The value of this flag in one call.</summary>
    /// <exception cref="CliException">The variable holds a value that is not allowed.</exception>
    public T? Read(ParseResult result, CliEnvironment environment)
    {
        if (result.GetResult(this) is { Implicit: false })
        {
            return result.GetValue(this);
        }

        return environment.Variable(EnvironmentName) is { } text ? (T?)FromText(text) : Fallback;
    }

    private object FromText(string text)
    {
        if (_allowed.Length > 0 && !_allowed.Contains(text, StringComparer.Ordinal))
        {
            throw Invalid(text, string.Join(", ", _allowed));
        }

        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(string[]))
        {
            return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        if (type == typeof(bool))
        {
            return text.ToLowerInvariant() switch
            {
                "1" or "true" or "yes" => true,
                "0" or "false" or "no" => (object)false,
                _ => throw Invalid(text, "true, false, yes, no, 1, 0"),
            };
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Invalid(text, "a whole number");
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            ? real
            : throw Invalid(text, "a number such as 0.5");
    }

    private CliException Invalid(string text, string allowed) =>
        CliException.Config($"The variable {EnvironmentName} is \"{text}\"; allowed: {allowed}.", $"Unset {EnvironmentName} or use {Name}.");
}
