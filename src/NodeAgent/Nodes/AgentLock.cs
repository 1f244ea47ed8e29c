namespace Anchorage.NodeAgent.Nodes;

/// <summary>Keeps a second agent off the same data folder.</summary>
internal sealed class AgentLock : IDisposable
{
    private readonly FileStream _file;

    private AgentLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or null when another process holds it.</summary>
    /// <exception cref="AgentOptionsException">The folder cannot be used.</exception>
    public static AgentLock? TryTake(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AgentOptionsException($"--data: {directory} cannot be used: {e.Message}");
        }

        try
        {
            return new AgentLock(new FileStream(Path.Combine(directory, "agent.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AgentOptionsException($"--data: {directory} cannot be used: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
