CREATE TABLE grain_state (
    store      TEXT    NOT NULL,
    state_name TEXT    NOT NULL,
    grain_id   TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    json       BLOB    NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (store, state_name, grain_id)
);

-- A cleared state starts again above every version it ever had: an old ETag never fits a new row.
CREATE TABLE grain_state_clears (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    clears INTEGER NOT NULL
);
INSERT INTO grain_state_clears (id, clears) VALUES (1, 0);

CREATE TABLE audit (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    at              INTEGER NOT NULL,
    level           TEXT    NOT NULL,
    action          TEXT    NOT NULL,
    actor_kind      TEXT    NOT NULL,
    actor_id        TEXT    NOT NULL,
    actor_name      TEXT    NOT NULL,
    credential_id   TEXT,
    origin          TEXT,
    object_kind     TEXT,
    object_id       TEXT,
    object_name     TEXT,
    object_owner_id TEXT,
    outcome         TEXT    NOT NULL,
    error_code      TEXT,
    details         TEXT    NOT NULL,
    duration_ms     INTEGER,
    search          TEXT    NOT NULL
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_actor ON audit (actor_id, id);
CREATE INDEX audit_object ON audit (object_kind, object_id, id);
CREATE INDEX audit_owner ON audit (object_owner_id, id);
CREATE INDEX audit_pending ON audit (id) WHERE outcome = 'pending';

CREATE TABLE documents (
    kind     TEXT NOT NULL,
    id       TEXT NOT NULL,
    owner_id TEXT,
    name     TEXT NOT NULL,
    folded   TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    json     TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX documents_order ON documents (kind, sort_key, id);
CREATE INDEX documents_owner ON documents (kind, owner_id, sort_key, id);
