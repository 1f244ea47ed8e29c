using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Anchorage.NodeAgent.Protocol;
using Anchorage.NodeAgent.Protocol.Nodes;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>Exchanges an onboarding key for an identity.</summary>
/// <param name="options">Settings.</param>
/// <param name="store">Where the identity is kept.</param>
/// <param name="machine">What the agent says about itself.</param>
/// <param name="time">Clock.</param>
internal sealed class Enroller(AgentOptions options, IdentityStore store, MachineDescription machine, TimeProvider time)
{
    private const string KeySetting = "--onboarding-key";

    /// <summary>The key that is configured now, or null.</summary>
    /// <exception cref="AgentOptionsException">It is damaged.</exception>
    public OnboardingKeyText? ReadKey()
    {
        if (options.OnboardingKey is { } text)
        {
            return OnboardingKeyText.Parse(text, KeySetting);
        }

        return options.OnboardingKeyFile is { } file && File.Exists(file) ? OnboardingKeyText.Parse(File.ReadAllText(file), KeySetting + "-file") : null;
    }

    /// <summary>True when the configured key is another one than made the identity.</summary>
    public static bool IsOther(OnboardingKeyText key, AgentIdentity identity) => Hash(key.Credential) != identity.CredentialHash;

    /// <summary>True when the key came after the identity: its file is newer, or it is another key.</summary>
    public bool IsNewer(OnboardingKeyText key, AgentIdentity identity) =>
        IsOther(key, identity)
        || (options.OnboardingKey is null && options.OnboardingKeyFile is { } file && File.GetLastWriteTimeUtc(file) > store.SavedAt);

    /// <summary>Enrols and stores the identity. Safe to repeat: until it succeeds the same public key is offered.</summary>
    /// <exception cref="ServerRefusedException">The server refused the key, or is not the server that the key names.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or failed; worth another try.</exception>
    public async Task<AgentIdentity> EnrollAsync(OnboardingKeyText key, CancellationToken cancellationToken)
    {
        string privateKey = store.EnrollingKey();
        EnrollRequest request = new(
            key.Credential, NodeKey.PublicKey(privateKey), options.MachineId ?? store.MachineId(), options.Name, options.Local, machine.Describe());
        using ServerConnection connection = new(options.Server, new ServerTrust(key.Pin), time);
        (int status, string body) = await connection.PostAsync("agent/enroll", ProtocolJson.Write(request), cancellationToken);
        if (status != 200)
        {
            throw Refusal(status, body);
        }

        EnrollResponse response;
        try
        {
            response = ProtocolJson.Read<EnrollResponse>(body);
        }
        catch (JsonException e)
        {
            throw new HttpRequestException($"{options.Server.Text} gave an answer that is not an enrolment. Is it an Anchorage server?", e);
        }

        AgentIdentity identity = new(
            response.NodeId, response.Name, response.OwnerName, options.Server.Text, key.Pin, privateKey, null, Hash(key.Credential), time.GetUtcNow());
        AgentIdentity? former = Former();
        store.Save(identity);
        if (former is not null && former.NodeId != identity.NodeId)
        {
            await Farewell.SayAsync(former, time, cancellationToken);
        }

        return identity;
    }

    private AgentIdentity? Former()
    {
        try
        {
            return store.Load();
        }
        catch (AgentOptionsException)
        {
            // Damaged: nobody can be told whom this machine belonged to.
            return null;
        }
    }

    private static string Hash(string credential) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(credential)));

    private static Exception Refusal(int status, string body)
    {
        (string code, string detail) = ("", "");
        try
        {
            using JsonDocument problem = JsonDocument.Parse(body);
            code = problem.RootElement.TryGetProperty("code", out JsonElement c) ? c.GetString() ?? "" : "";
            detail = problem.RootElement.TryGetProperty("detail", out JsonElement d) ? d.GetString() ?? "" : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not our server's form; the status alone must do.
        }

        // Throttling and failures of the server pass; everything else stays as it is.
        return status is 429 or >= 500 || code.Length == 0
            ? new HttpRequestException($"The server answered {status} {code}: {detail}")
            : new ServerRefusedException(code, detail.Length > 0 ? detail : $"The server refused the onboarding key ({code}).");
    }
}
