namespace Anchorage.SingleProcess.Simulation;

// The storages of a simulation by name; the same ones in every life of the silo.
internal sealed class SimulatedStores(World world)
{
    private readonly Dictionary<string, SimulatedStorage> _byName = [];

    public SimulatedStorage this[string name]
    {
        get
        {
            if (!_byName.TryGetValue(name, out SimulatedStorage? storage))
            {
                _byName[name] = storage = new SimulatedStorage(world);
            }

            return storage;
        }
    }
}
