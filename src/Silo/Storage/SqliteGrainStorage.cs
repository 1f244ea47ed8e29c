using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Anchorage.Silo.Storage;

/// <summary>
/// Grain state in SQLite. The key is ours and the same on either engine: <c>type/key</c>, such as <c>user/user:7f</c>, compared byte by
/// byte. The ETag is the version of the row, a whole number.
/// </summary>
/// <param name="store">Name of the provider; rows of different providers never meet.</param>
internal sealed class SqliteGrainStorage(string store, SqliteDatabase database, TimeProvider time) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string key = Key(grainId);
        List<(byte[] Json, long Version)> rows = await database.Read(
            s => s.Query(GrainStateSql.Read, r => ((byte[])r.GetValue(0), r.GetInt64(1)), ("$store", store), ("$state", stateName), ("$grain", key)));
        if (rows.Count == 0)
        {
            Reset(grainState);
            return;
        }

        grainState.State = JsonSerializer.Deserialize<T>(rows[0].Json, StateJson.Options)
            ?? throw new JsonException($"The stored state {stateName} of {key} is empty.");
        grainState.ETag = rows[0].Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string key = Key(grainId);
        string? expected = grainState.ETag;

        // Serialised here, on the grain's turn: afterwards the grain may change its state.
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(grainState.State, StateJson.Options);
        long at = time.GetUtcNow().ToUnixTimeMilliseconds();
        long version = await database.Write(s => Write(s, stateName, key, expected, json, at));
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string key = Key(grainId);
        string? expected = grainState.ETag;
        await database.Write(s => Clear(s, stateName, key, expected));
        Reset(grainState);
    }

    /// <summary>The stored form of a grain id.</summary>
    internal static string Key(GrainId grainId) => $"{grainId.Type}/{grainId.Key}";

    private static void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private long Write(SqliteSession session, string stateName, string key, string? expected, byte[] json, long at)
    {
        if (expected is null)
        {
            return session.Scalar(GrainStateSql.Insert, ("$store", store), ("$state", stateName), ("$grain", key), ("$json", json), ("$at", at)) as long?
                ?? throw Conflict(session, stateName, key, expected);
        }

        return long.TryParse(expected, NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            && session.Scalar(
                GrainStateSql.Update,
                ("$store", store), ("$state", stateName), ("$grain", key), ("$json", json), ("$at", at), ("$version", version)) is long next
            ? next
            : throw Conflict(session, stateName, key, expected);
    }

    private bool Clear(SqliteSession session, string stateName, string key, string? expected)
    {
        string? stored = StoredVersion(session, stateName, key);
        if (stored != expected)
        {
            throw Conflict(stateName, key, stored, expected);
        }

        if (stored is null)
        {
            return false;
        }

        session.Execute(GrainStateSql.Delete, ("$store", store), ("$state", stateName), ("$grain", key));
        session.Execute(GrainStateSql.CountClear);
        return true;
    }

    private string? StoredVersion(SqliteSession session, string stateName, string key) =>
        session.Scalar(GrainStateSql.Version, ("$store", store), ("$state", stateName), ("$grain", key)) is long version
            ? version.ToString(CultureInfo.InvariantCulture)
            : null;

    private InconsistentStateException Conflict(SqliteSession session, string stateName, string key, string? expected) =>
        Conflict(stateName, key, StoredVersion(session, stateName, key), expected);

    private static InconsistentStateException Conflict(string stateName, string key, string? stored, string? expected) =>
        new($"State {stateName} of {key} has version {stored ?? "none"}, the writer expected {expected ?? "none"}.", stored, expected);
}
