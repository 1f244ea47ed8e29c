using System.Text.Json;
using Anchorage.Api.Tests.Hosting;
using Anchorage.Api.Tests.Shares;

namespace Anchorage.Api.Tests.Sync;

/// <summary>Two instances of one person, with a folder each.</summary>
internal sealed class SyncRig
{
    private readonly ShareHouse _house;

    private SyncRig(ShareHouse house, Person owner, Person friend, string left, string right) => (_house, Owner, Friend, Left, Right) = (house, owner, friend, left, right);

    public Person Owner { get; }

    public Person Friend { get; }

    public string Left { get; }

    public string Right { get; }

    public string LeftRoot => _house.Node.Files.PathOf(Left);

    public string RightRoot => _house.Node.Files.PathOf(Right);

    public static async Task<SyncRig> NewAsync(ShareHouse house)
    {
        (Person owner, Person friend, string left) = await house.PairAsync();
        return new SyncRig(house, owner, friend, left, await owner.NewInstanceAsync());
    }

    public object Sides(object? options = null) => new { sourceInstanceId = Left, destinationInstanceId = Right, sourcePath = "/app", targetPath = "/app", options };

    public async Task<JsonElement> CompareAsync(object? options = null) =>
        (await Owner.PostAsync("/api/cloud/sync/compare-cross-instance", Sides(options))).ShouldBe(200).Json.GetProperty("comparison");

    public async Task<Answer> ExecuteAsync(IEnumerable<JsonElement> items, object? options = null) =>
        await Owner.PostAsync(
            "/api/cloud/sync/execute-from-comparison",
            new { sourceInstanceId = Left, destinationInstanceId = Right, sourcePath = "/app", targetPath = "/app", items, options });

    public static IEnumerable<JsonElement> Items(JsonElement comparison, params string[] statuses) =>
        comparison.GetProperty("items").EnumerateArray().Where(i => statuses.Length == 0 || statuses.Contains(i.GetProperty("status").GetString()));

    public static string[] Paths(JsonElement comparison, string status) => [.. Items(comparison, status).Select(i => i.GetProperty("path").GetString()!)];

    public static void Write(string root, string path, byte[] content, DateTime? time = null)
    {
        string full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        File.SetLastWriteTimeUtc(full, time ?? new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
    }

    public static void Write(string root, string path, string content, DateTime? time = null) => Write(root, path, System.Text.Encoding.UTF8.GetBytes(content), time);

    /// <summary>Every file with its content and the time of its content.</summary>
    public static Dictionary<string, string> Tree(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(root, f), f => $"{Convert.ToHexString(File.ReadAllBytes(f))} {File.GetLastWriteTimeUtc(f):O}");
}
