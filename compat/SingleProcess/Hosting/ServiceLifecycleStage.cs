namespace Orleans;

/// <summary>The order in which parts of a silo start. The numbers are those of Microsoft Orleans.</summary>
public static class ServiceLifecycleStage
{
    /// <summary>Before everything.</summary>
    public const int First = int.MinValue;

    /// <summary>Services of the application, such as storage.</summary>
    public const int ApplicationServices = 10000;

    /// <summary>Grains can be called.</summary>
    public const int Active = 20000;

    /// <summary>After everything.</summary>
    public const int Last = int.MaxValue;
}
