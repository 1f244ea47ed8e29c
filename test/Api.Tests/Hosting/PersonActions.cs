using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anchorage.Api.Tests.Gateway;

namespace Anchorage.Api.Tests.Hosting;

/// <summary>What people do in many tests.</summary>
internal static class PersonActions
{
    /// <summary>Makes an instance and waits until it runs.</summary>
    public static async Task<string> NewInstanceAsync(this Person person, string? name = null, string? nodeId = null)
    {
        Answer made = await person.PostAsync("/api/instances", new { name, nodeId });
        made.ShouldBe(202);
        (await person.EndOfAsync(made)).GetProperty("state").GetString().ShouldBe("succeeded");
        return made["instance.id"];
    }

    /// <summary>Waits for the end of the operation that an answer names.</summary>
    public static async Task<JsonElement> EndOfAsync(this Person person, Answer begun) => await person.EndOfAsync(begun["operation.id"]);

    /// <summary>Waits for the end of an operation.</summary>
    public static async Task<JsonElement> EndOfAsync(this Person person, string operationId)
    {
        JsonElement operation = default;
        await Wait.UntilAsync(
            async () => (operation = (await person.GetAsync($"/api/operations/{operationId}?waitSeconds=20")).ShouldBe(200).Json).GetProperty("finishedAt").ValueKind != JsonValueKind.Null,
            $"the end of operation {operationId}");
        return operation;
    }

    public static async Task<string> StatusOfAsync(this Person person, string instanceId) => (await person.GetAsync($"/api/instances/{instanceId}")).ShouldBe(200)["status"];

    public static Task WaitForStatusAsync(this Person person, string instanceId, string status) =>
        Wait.UntilAsync(async () => await person.StatusOfAsync(instanceId) == status, $"the instance is {status}");

    /// <summary>Opens a terminal and begins its recording.</summary>
    public static async Task<(string Terminal, string Recording)> NewRecordingAsync(this Person person, string instanceId)
    {
        string id = (await person.PostAsync("/api/terminals", new { instanceId, columns = 80, rows = 24 })).ShouldBe(201)["terminal.id"];
        return (id, (await person.SendAsync(HttpMethod.Put, $"/api/terminals/{id}/recording", new { on = true })).ShouldBe(200)["terminal.recording"]);
    }

    /// <summary>Opens a terminal and makes a ticket for it.</summary>
    public static async Task<(string Id, string Url)> NewTerminalAsync(this Person person, string instanceId)
    {
        string id = (await person.PostAsync("/api/terminals", new { instanceId, columns = 80, rows = 24 })).ShouldBe(201)["terminal.id"];
        return (id, (await person.PostAsync($"/api/terminals/{id}/ticket", new { role = "type" })).ShouldBe(200)["url"]);
    }

    public static JsonElement[] Items(this Answer answer) => [.. answer.ShouldBe(200).Json.GetProperty("items").EnumerateArray()];

    public static async Task<JsonElement[]> AuditAsync(this Person person, string query) => (await person.GetAsync($"/api/audit?{query}&limit=200")).Items();

    /// <summary>A new public key as OpenSSH writes it (RFC 5656).</summary>
    public static string NewSshKey(string comment = "test@example")
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        using MemoryStream blob = new();
        foreach (byte[] part in (byte[][])["ecdsa-sha2-nistp256"u8.ToArray(), "nistp256"u8.ToArray(), [4, .. point.X!, .. point.Y!]])
        {
            blob.Write([0, 0, 0, (byte)part.Length]);
            blob.Write(part);
        }

        return $"ecdsa-sha2-nistp256 {Convert.ToBase64String(blob.ToArray())} {comment}";
    }

    public static StringContent Raw(string text, string type = "application/json") => new(text, Encoding.UTF8, type);
}
