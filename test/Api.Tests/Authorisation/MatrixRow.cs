namespace Anchorage.Api.Tests.Authorisation;

/// <summary>A line of permission-matrix.txt.</summary>
internal sealed record MatrixRow(string Method, string Route, IReadOnlyList<MatrixCell> Cells)
{
    public string Endpoint => $"{Method} {Route}";

    public static IReadOnlyList<MatrixRow> Read()
    {
        string[] columns = [];
        List<MatrixRow> rows = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Authorisation", "permission-matrix.txt")))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["#", "endpoint", ..])
            {
                columns = words[2..];
            }
            else if (words.Length > 0 && words[0] != "#")
            {
                words.Length.ShouldBe(columns.Length + 2, line);
                rows.Add(new MatrixRow(words[0], words[1], [.. words[2..].Zip(columns, (cell, column) => MatrixCell.Parse(column, cell))]));
            }
        }

        return rows;
    }
}
