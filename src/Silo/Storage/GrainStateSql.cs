namespace Anchorage.Silo.Storage;

/// <summary>SQL of <see cref="SqliteGrainStorage"/>.</summary>
internal static class GrainStateSql
{
    private const string Where = " WHERE store = $store AND state_name = $state AND grain_id = $grain";

    public const string Read = "SELECT json, version FROM grain_state" + Where;

    public const string Version = "SELECT version FROM grain_state" + Where;

    public const string Insert =
        """
        INSERT INTO grain_state (store, state_name, grain_id, version, json, changed_at)
        SELECT $store, $state, $grain, (clears << 32) + 1, $json, $at FROM grain_state_clears WHERE id = 1
        ON CONFLICT DO NOTHING RETURNING version
        """;

    public const string Update =
        "UPDATE grain_state SET version = version + 1, json = $json, changed_at = $at" + Where + " AND version = $version RETURNING version";

    public const string Delete = "DELETE FROM grain_state" + Where;

    public const string CountClear = "UPDATE grain_state_clears SET clears = clears + 1 WHERE id = 1";
}
