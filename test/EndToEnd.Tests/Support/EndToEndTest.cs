namespace Anchorage.EndToEnd.Tests.Support;

/// <summary>A test on real parts: what it opened is closed in reverse order, and when it failed it attaches what the programs printed.</summary>
public abstract class EndToEndTest : IAsyncDisposable
{
    private const int LogTail = 200_000;
    private readonly Stack<object> _open = new();
    private Installation? _shared;

    internal T Keep<T>(T part)
        where T : notnull
    {
        _open.Push(part);
        return part;
    }

    /// <summary>The shared installation, for tests that leave it as it was.</summary>
    internal Installation Shared(SharedInstallation fixture)
    {
        Needs.Docker();
        return _shared = fixture.Value;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var hasFailed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var logs = _open.OfType<Installation>().Concat(_shared is null ? [] : [_shared]).Select((installation, index) => (Name: $"installation{index}.log", Text: Tail(installation.Logs))).ToList();
        while (_open.TryPop(out var part))
        {
            await CloseAsync(part);
        }

        foreach (var (name, text) in hasFailed ? logs : [])
        {
            TestContext.Current.AddAttachment(name, text);
            var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "test-results", "end-to-end"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{TestContext.Current.TestMethod?.MethodName}.{name}"), text);
        }
    }

    private static string Tail(string text) => text.Length <= LogTail ? text : text[^LogTail..];

    private static async Task CloseAsync(object part)
    {
        switch (part)
        {
            case IAsyncDisposable asynchronous:
                await asynchronous.DisposeAsync();
                break;
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }
    }
}
