using System.Globalization;

namespace Anchorage.Api.Tests.Authorisation;

/// <summary>What somebody gets at an endpoint.</summary>
internal sealed record MatrixCell(string Column, int Status, bool Audited)
{
    public bool Refused => Status is 401 or 403 or 404;

    public static MatrixCell Parse(string column, string text)
    {
        int status = int.Parse(text.TrimEnd('-'), CultureInfo.InvariantCulture);
        bool nobody = column is "anonymous" or "machine";
        return new MatrixCell(column, status, status is 401 or 403 or 404 && !text.EndsWith('-') && !nobody);
    }
}
