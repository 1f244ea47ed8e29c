using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Keeps the identity and the machine id in the data folder; files are 0600 and replaced by rename.</summary>
/// <param name="directory">The data folder.</param>
internal sealed class IdentityStore(string directory)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _identityFile = Path.Combine(directory, "identity.json");
    private readonly string _enrollingFile = Path.Combine(directory, "enrolling.key");
    private readonly string _machineFile = Path.Combine(directory, "machine-id");

    /// <summary>The identity, or null before the first enrolment.</summary>
    /// <exception cref="AgentOptionsException">The file is damaged.</exception>
    public AgentIdentity? Load()
    {
        if (!File.Exists(_identityFile))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_identityFile), AgentStateJson.Default.AgentIdentity);
        }
        catch (JsonException)
        {
            throw new AgentOptionsException($"{_identityFile} is damaged. Restore it, or remove it and anchor the node again with an onboarding key.");
        }
    }

    /// <summary>Stores the identity durably.</summary>
    public void Save(AgentIdentity identity)
    {
        Replace(_identityFile, JsonSerializer.SerializeToUtf8Bytes(identity, AgentStateJson.Default.AgentIdentity));
        File.Delete(_enrollingFile);
    }

    /// <summary>Removes the identity, and the machine id that was made for want of the system's.</summary>
    public void Remove()
    {
        File.Delete(_identityFile);
        File.Delete(_enrollingFile);
        File.Delete(_machineFile);
    }

    /// <summary>True while an enrolment is under way, perhaps of another process.</summary>
    public bool IsEnrolling => File.Exists(_enrollingFile);

    /// <summary>When the identity was written last, for the comparison with a key file; null when there is none.</summary>
    public DateTime? SavedAt => File.Exists(_identityFile) ? File.GetLastWriteTimeUtc(_identityFile) : null;

    /// <summary>The key for an enrolment. Kept until it succeeds, so that a repeat after a lost answer offers the same key.</summary>
    public string EnrollingKey()
    {
        if (File.Exists(_enrollingFile))
        {
            return File.ReadAllText(_enrollingFile);
        }

        string key = NodeKey.Create();
        Replace(_enrollingFile, Encoding.ASCII.GetBytes(key));
        return key;
    }

    /// <summary>A stable id of the machine: derived from <c>/etc/machine-id</c> (which itself stays secret), else made once.</summary>
    public string MachineId()
    {
        const string SystemFile = "/etc/machine-id";
        string? system = File.Exists(SystemFile) ? File.ReadAllText(SystemFile).Trim() : null;
        if (string.IsNullOrEmpty(system))
        {
            if (!File.Exists(_machineFile))
            {
                Replace(_machineFile, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))));
            }

            system = File.ReadAllText(_machineFile).Trim();
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("anchorage-machine\n" + system))[..16]);
    }

    private void Replace(string path, byte[] content)
    {
        Directory.CreateDirectory(directory, Private | UnixFileMode.UserExecute);
        string temporary = path + ".new";
        using (FileStream file = new(temporary, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private }))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
