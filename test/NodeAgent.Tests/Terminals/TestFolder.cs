namespace Anchorage.NodeAgent.Tests.Terminals;

/// <summary>A short-named folder that is removed afterwards; socket paths must be short.</summary>
internal sealed class TestFolder : IDisposable
{
    internal TestFolder() => Directory.CreateDirectory(Path);

    internal string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "at-" + Guid.NewGuid().ToString("N")[..10]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
