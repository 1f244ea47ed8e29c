using System.Reflection;

namespace Anchorage.Api;

/// <summary>Version of this build.</summary>
internal static class ProductVersion
{
    /// <summary>Version without build metadata.</summary>
    public static readonly string Text =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
