using System.Text.Json;
using Anchorage.Cli.Http;

namespace Anchorage.Cli.Identity;

/// <summary>What somebody sees.</summary>
internal sealed record AccountView(ObjectRef User, string Role, string Status, IReadOnlyList<JsonElement> Instances);
