// Acceptance cases of finished issues: each must have a test that passed. In CI a missing one fails the run.
SuiteResult AcceptanceGate(List<SuiteResult> results)
{
    var wanted = System.IO.File.ReadAllLines(System.IO.Path.Combine(Root, "build", "cases.txt"))
        .Select(line => line.Trim()).Where(line => line != "" && !line.StartsWith('#')).ToList();
    var missing = wanted.Except(results.SelectMany(result => result.Cases)).ToList();
    var problems = missing.Select(id => $"Acceptance case {id}: no test with [Trait(\"case\", \"{id}\")] passed").ToList();
    Say(string.Format("== Acceptance cases: {0} of {1} shown by a passing test", wanted.Count - missing.Count, wanted.Count));
    return new("Acceptance cases", 0, InCi ? missing.Count : 0, 0, [], problems);
}
