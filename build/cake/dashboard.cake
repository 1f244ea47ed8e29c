// The dashboard: packages by the lock file, pages into src/Api/wwwroot, tests.
string DashboardFolder => System.IO.Path.Combine(Root, "src", "Dashboard");

void InstallDashboardPackages() => Once("dashboard-packages", HashOf([System.IO.Path.Combine(DashboardFolder, "package-lock.json")]),
    System.IO.Path.Combine(DashboardFolder, "node_modules"), () =>
    {
        Say("Dashboard: installing its packages");
        Execute(DashboardFolder, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
    });

void BuildDashboard()
{
    if (!System.IO.File.Exists(System.IO.Path.Combine(DashboardFolder, "package.json"))) return;
    InstallDashboardPackages();
    var sources = System.IO.Directory.EnumerateFiles(DashboardFolder, "*", System.IO.SearchOption.AllDirectories)
        .Where(file => !Regex.IsMatch(System.IO.Path.GetRelativePath(DashboardFolder, file), @"^(node_modules|dist|test|coverage)/"));
    Once("dashboard-pages", HashOf(sources), System.IO.Path.Combine(Root, "src", "Api", "wwwroot"), () =>
    {
        Say("Dashboard: building its pages");
        Execute(DashboardFolder, "npm", "run", "--silent", "build", "--", "--logLevel", "warn");
    });
}

List<SuiteResult> TestDashboard()
{
    if (!System.IO.File.Exists(System.IO.Path.Combine(DashboardFolder, "package.json"))) return [];
    InstallDashboardPackages();
    Say("== Dashboard");
    var report = Artifacts("test-results", "Dashboard.xml");
    var error = "";
    try
    {
        Execute(DashboardFolder, "npm", "test", "--silent", "--", "--reporter=default", "--reporter=junit", "--outputFile.junit=" + report);
    }
    catch (CakeException exception)
    {
        error = exception.Message;
    }
    return [ReadJUnit("Dashboard", report, error)];
}
