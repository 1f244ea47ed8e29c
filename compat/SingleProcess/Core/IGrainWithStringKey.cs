namespace Orleans;

/// <summary>Marks a grain interface whose grains are named by a text key.</summary>
public interface IGrainWithStringKey : IGrain
{
}
