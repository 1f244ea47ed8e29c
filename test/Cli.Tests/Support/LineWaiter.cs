namespace Anchorage.Cli.Tests.Support;

/// <summary>Collects output and tells when a line appears.</summary>
public sealed class LineWaiter(Func<string, bool> wanted) : StringWriter
{
    private readonly TaskCompletionSource<string> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Seen => _seen.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value is not null && wanted(value))
        {
            _seen.TrySetResult(value);
        }
    }
}
