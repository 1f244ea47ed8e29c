using System.Collections.Immutable;

namespace Anchorage.Grains.Abstractions.Errors;

/// <summary>The one exception that crosses grain interfaces: a code of the registry and the values that its text names.</summary>
[GenerateSerializer, Alias("anchorage.AnchorageException")]
public sealed class AnchorageException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="code">A code of <see cref="ErrorCodes"/>.</param>
    /// <param name="args">Values for the text, for example <c>("instance", "web")</c>; no secrets.</param>
    public AnchorageException(string code, params (string Name, string Value)[] args)
        : base(code)
    {
        Code = code;
        Args = args.ToImmutableDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
    }

    /// <summary>Makes an exception.</summary>
    public AnchorageException(string code, ImmutableDictionary<string, string> args)
        : base(code)
    {
        Code = code;
        Args = args;
    }

    /// <summary>Stable code.</summary>
    [Id(0)]
    public string Code { get; }

    /// <summary>Values for the text.</summary>
    [Id(1)]
    public ImmutableDictionary<string, string> Args { get; }

    /// <inheritdoc/>
    public override string Message => Args.Count == 0 ? Code : $"{Code} ({string.Join(", ", Args.Select(a => $"{a.Key}={a.Value}"))})";
}
