// Results of test suites: read from the runners' files, summed up in one closing line.
public sealed record SuiteResult(string Name, int Passed, int Failed, int Skipped, IReadOnlyList<string> Cases, IReadOnlyList<string> Problems);

/// xUnit's own XML, because it alone carries the traits (acceptance cases) of each test.
SuiteResult ReadXunit(string name, string file, string error)
{
    if (!System.IO.File.Exists(file)) return new(name, 0, 1, 0, [], [$"{name}: no results. {error}"]);
    var tests = XDocument.Load(file).Descendants("test").ToList();
    int Count(string result) => tests.Count(test => (string)test.Attribute("result") == result);
    string Name(XElement test) => (string)test.Attribute("name");
    var problems = tests.Where(test => (string)test.Attribute("result") == "Fail").Select(test => $"{name}: FAILED  {Name(test)}")
        .Concat(tests.Where(test => (string)test.Attribute("result") == "Skip").Select(test => $"{name}: SKIPPED {Name(test)}: {(string)test.Element("reason")}"))
        .ToList();
    var cases = tests.Where(test => (string)test.Attribute("result") == "Pass").Descendants("trait")
        .Where(trait => (string)trait.Attribute("name") == "case").Select(trait => (string)trait.Attribute("value")).Distinct().ToList();
    var failed = Count("Fail");
    var errors = XDocument.Load(file).Descendants("error").Count();
    if (error != "" && failed + errors == 0) errors = 1;
    if (errors > 0) problems.Add($"{name}: the run itself had errors. {error}");
    // "NotRun" is a measurement or a helper process that is marked explicit: no part of the suite, so not skipped either.
    return new(name, Count("Pass"), failed + errors, Count("Skip"), cases, problems);
}

SuiteResult ReadJUnit(string name, string file, string error)
{
    if (!System.IO.File.Exists(file)) return new(name, 0, 1, 0, [], [$"{name}: no results. {error}"]);
    var tests = XDocument.Load(file).Descendants("testcase").ToList();
    var failed = tests.Where(test => test.Element("failure") != null || test.Element("error") != null).ToList();
    var skipped = tests.Where(test => test.Element("skipped") != null).ToList();
    var problems = failed.Select(test => $"{name}: FAILED  {(string)test.Attribute("name")}")
        .Concat(skipped.Select(test => $"{name}: SKIPPED {(string)test.Attribute("name")}")).ToList();
    var cases = tests.Except(failed).Except(skipped).SelectMany(test => Regex.Matches((string)test.Attribute("name"), @"\[([A-Z]-\d\d)\]"))
        .Select(match => match.Groups[1].Value).Distinct().ToList();
    var errors = error != "" && failed.Count == 0 ? 1 : 0;
    if (errors > 0) problems.Add($"{name}: the run itself failed. {error}");
    return new(name, tests.Count - failed.Count - skipped.Count, failed.Count + errors, skipped.Count, cases, problems);
}

/// Prints the table, writes the closing line for build.sh, and fails the task when something failed (or, in CI, was skipped).
void Close(List<SuiteResult> results)
{
    Say("");
    foreach (var result in results)
        Say(string.Format("{0,-24} {1,5} passed {2,4} failed {3,4} skipped", result.Name, result.Passed, result.Failed, result.Skipped));
    foreach (var problem in results.SelectMany(result => result.Problems)) Say(problem);
    var failed = results.Sum(result => result.Failed);
    var skipped = results.Sum(result => result.Skipped);
    System.IO.File.WriteAllText(Artifacts("test-results", "summary.txt"), $"{results.Sum(result => result.Passed)} passed, {failed} failed, {skipped} skipped\n");
    if (failed > 0) throw new CakeException($"{failed} tests failed");
    if (InCi && skipped > 0) throw new CakeException($"{skipped} tests were skipped, and in CI nothing may be");
}
