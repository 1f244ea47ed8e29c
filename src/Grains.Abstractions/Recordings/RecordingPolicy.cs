namespace Anchorage.Grains.Abstractions.Recordings;

/// <summary>Which terminals of an instance are recorded.</summary>
public enum RecordingPolicy
{
    /// <summary>Those for which somebody asks.</summary>
    OnRequest,

    /// <summary>Every one from its opening on; nobody can switch it off.</summary>
    Always,
}
