namespace Anchorage.NodeAgent.Operations;

/// <summary>Stops for ever at one step, so that an end-to-end test can kill the agent exactly there.</summary>
internal sealed class TestStepGate(string verb, string step, TextWriter announce) : IStepGate
{
    /// <summary>Names the step: <c>create:container</c>.</summary>
    public const string Variable = "ANCHORAGE_TEST_STOP_AT";

    /// <summary>Must be 1, else <see cref="Variable"/> is ignored.</summary>
    public const string SwitchVariable = "ANCHORAGE_TESTING";

    /// <summary>Reads the environment.</summary>
    public static IStepGate FromEnvironment(Func<string, string?> read, TextWriter announce)
    {
        var parts = read(SwitchVariable) == "1" ? read(Variable)?.Split(':') : null;
        return parts is { Length: 2 } ? new TestStepGate(parts[0], parts[1], announce) : new OpenStepGate();
    }

    /// <inheritdoc/>
    public async ValueTask PassAsync(string atVerb, string atStep, CancellationToken cancellationToken)
    {
        if (atVerb == verb && atStep == step)
        {
            await announce.WriteLineAsync($"stopped-at {verb}:{step}");
            await announce.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }
}
