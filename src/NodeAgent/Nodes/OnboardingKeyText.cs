using System.Buffers.Text;
using System.Text.Json;

namespace Anchorage.NodeAgent.Nodes;

/// <summary>The text of an onboarding key: <c>anok_ID_SECRET[.PIN]</c>, where PIN is the base64url SHA-256 of the server's public key (SubjectPublicKeyInfo).</summary>
/// <param name="Credential">What is sent to the server: without the pin.</param>
/// <param name="Pin">The fingerprint to expect, or null when the key carries none.</param>
internal sealed record OnboardingKeyText(string Credential, string? Pin)
{
    private const string Prefix = "anok_";

    /// <summary>Reads a key; other credentials (anchor tokens) are passed on as they are.</summary>
    /// <exception cref="AgentOptionsException">The key is damaged; the text does not show it.</exception>
    public static OnboardingKeyText Parse(string text, string setting)
    {
        text = text.Trim();
        if (text.Length is 0 or > 8192 || text.Any(char.IsWhiteSpace))
        {
            throw new AgentOptionsException($"{setting}: the onboarding key is empty or damaged. Copy the whole line from the dashboard (Nodes, Add a node).");
        }

        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return new OnboardingKeyText(text, PinOf(text));
        }

        string[] parts = text.Split('.');
        if (parts.Length > 2 || parts[0].Split('_').Length < 3 || (parts.Length == 2 && !IsFingerprint(parts[1])))
        {
            throw new AgentOptionsException($"{setting}: the onboarding key is damaged. It has the form anok_ID_SECRET.FINGERPRINT; copy it whole from the dashboard (Nodes, Add a node).");
        }

        return new OnboardingKeyText(parts[0], parts.Length == 2 ? parts[1] : null);
    }

    /// <summary>The pin that an anchor token carries; it is not proven by this, only believed as much as the rest of the token.</summary>
    private static string? PinOf(string token)
    {
        try
        {
            return token.Split('.') is [_, { } payload, _] && JsonDocument.Parse(Base64Url.DecodeFromChars(payload)) is { RootElement: { ValueKind: JsonValueKind.Object } claims }
                && claims.TryGetProperty("pin", out JsonElement pin) && pin.ValueKind == JsonValueKind.String && IsFingerprint(pin.GetString()!)
                ? pin.GetString()
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static bool IsFingerprint(string text) => Base64Url.IsValid(text, out int length) && length == 32;
}
