namespace Anchorage.NodeAgent.Instances;

/// <summary>Keys that were set but have not reached their container: a file per instance, so that a restart of the agent forgets none.</summary>
internal sealed class PendingKeys
{
    private readonly string _folder;

    public PendingKeys(InstancesOptions options)
    {
        _folder = Path.Combine(options.DataDirectory, "instances", "keys");
        Directory.CreateDirectory(_folder);
    }

    /// <summary>The keys that wait, or null.</summary>
    public IReadOnlyList<string>? Read(string instanceId)
    {
        try
        {
            return File.ReadAllLines(PathOf(instanceId));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Remembers keys until <see cref="Clear"/>.</summary>
    public void Write(string instanceId, IReadOnlyList<string> keys)
    {
        var draft = PathOf(instanceId) + ".new";
        File.WriteAllLines(draft, keys);
        File.Move(draft, PathOf(instanceId), overwrite: true);
    }

    /// <summary>The keys have arrived, or newer ones are on their way.</summary>
    public void Clear(string instanceId) => File.Delete(PathOf(instanceId));

    /// <summary>True when nothing waits.</summary>
    public bool IsSynced(string instanceId) => !File.Exists(PathOf(instanceId));

    private string PathOf(string instanceId) =>
        InstanceNames.IsId(instanceId) ? Path.Combine(_folder, instanceId) : throw new ArgumentException($"'{instanceId}' is not an id of an instance.", nameof(instanceId));
}
