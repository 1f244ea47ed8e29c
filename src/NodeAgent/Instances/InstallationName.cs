using System.Security.Cryptography;

namespace Anchorage.NodeAgent.Instances;

/// <summary>Keeps the random name that marks what this agent made.</summary>
internal static class InstallationName
{
    /// <summary>Reads the name, or makes it at the first start.</summary>
    public static string ReadOrMake(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "installation");
        if (File.Exists(path) && File.ReadAllText(path).Trim() is var known && InstanceNames.IsId(known))
        {
            return known;
        }

        Directory.CreateDirectory(dataDirectory);
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var draft = path + ".new";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(name));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        return name;
    }
}
