namespace Anchorage.Api.Tests.Contracts;

/// <summary>A checked-in text that is made from the code: every change of it is seen in review. <c>ANCHORAGE_UPDATE_GOLDEN=1</c> writes it anew.</summary>
internal static class ContractText
{
    public static void ShouldBe(string path, string expected)
    {
        string file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("ANCHORAGE_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }

        File.Exists(file).ShouldBeTrue($"{path} is missing; ANCHORAGE_UPDATE_GOLDEN=1 writes it.");
        File.ReadAllText(file).ShouldBe(expected, $"{path} differs from the code; look at the change, then run with ANCHORAGE_UPDATE_GOLDEN=1.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "The sources are not beside this build.");
        return folder!.FullName;
    }
}
