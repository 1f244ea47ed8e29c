using System.ComponentModel.DataAnnotations;

namespace Anchorage.Grains.Instances;

/// <summary>Settings <c>Anchorage:Instances</c>.</summary>
public sealed class InstancesOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Anchorage:Instances";

    /// <summary>Memory of an instance in MiB (inventory K6: 512 to 1024). Default: 1024.</summary>
    [Range(128, 262_144)]
    public int MemoryMb { get; set; } = 1024;

    /// <summary>Processors of an instance (inventory K6: 0.5). Default: 1.</summary>
    [Range(0.1, 64)]
    public double Cpus { get; set; } = 1;

    /// <summary>Processes of an instance (inventory P5). Default: 1024.</summary>
    [Range(64, 131_072)]
    public int Pids { get; set; } = 1024;

    /// <summary>How long a create or rebuild may take (inventory U3: 5 minutes).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CreateTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long other operations may take. Default: 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ChangeTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long SSH may take to answer (inventory U3: 120 s).</summary>
    [Range(1, 600)]
    public int SshReadySeconds { get; set; } = 120;

    /// <summary>Patience of a stop before SIGKILL. Default: 10 s.</summary>
    [Range(0, 300)]
    public int StopSeconds { get; set; } = 10;

    /// <summary>How long deleted instances rest in the trash. Default: 24 h; 0 for no trash.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan TrashTime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How many instances of one owner the trash holds; beyond it the oldest goes. Default: 10.</summary>
    [Range(1, 1000)]
    public int TrashPerOwner { get; set; } = 10;

    /// <summary>Image of a new installation's list.</summary>
    [Required]
    public string DefaultImage { get; set; } = "anchorage/instance:base";
}
