-- Times are milliseconds since 1970, in columns that end in _at. No row of `statuses` ever goes: it is the ledger.

-- `statuses` is kept, not counted: after a storm an account has tens of thousands, and every answer tells the number.
CREATE TABLE IF NOT EXISTS accounts (
  id             INTEGER PRIMARY KEY,
  username       TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name   TEXT NOT NULL,
  crowd          INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  statuses       INTEGER NOT NULL DEFAULT 0,
  last_status_at INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS follows (
  account_id  INTEGER NOT NULL REFERENCES accounts,
  follower_id INTEGER NOT NULL REFERENCES accounts,
  PRIMARY KEY (account_id, follower_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS apps (
  id            INTEGER PRIMARY KEY,
  client_id     TEXT NOT NULL UNIQUE,
  client_secret TEXT NOT NULL,
  name          TEXT NOT NULL,
  website       TEXT,
  redirect_uris TEXT NOT NULL,
  scopes        TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS codes (
  code         TEXT PRIMARY KEY,
  app_id       INTEGER NOT NULL REFERENCES apps,
  account_id   INTEGER NOT NULL REFERENCES accounts,
  redirect_uri TEXT NOT NULL,
  scopes       TEXT NOT NULL,
  challenge    TEXT,
  expires_at   INTEGER NOT NULL,
  used_at      INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS tokens (
  id         INTEGER PRIMARY KEY,
  token      TEXT NOT NULL UNIQUE,
  app_id     INTEGER NOT NULL REFERENCES apps,
  account_id INTEGER REFERENCES accounts,
  scopes     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE IF NOT EXISTS statuses (
  id              INTEGER PRIMARY KEY,
  account_id      INTEGER NOT NULL REFERENCES accounts,
  app_id          INTEGER REFERENCES apps,
  text            TEXT NOT NULL,
  spoiler_text    TEXT NOT NULL,
  sensitive       INTEGER NOT NULL,
  visibility      TEXT NOT NULL,
  language        TEXT NOT NULL,
  in_reply_to_id  INTEGER REFERENCES statuses,
  idempotency_key TEXT,
  media_ids       TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  deleted_at      INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS statuses_of_account ON statuses (account_id, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS replies_to_status ON statuses (in_reply_to_id) WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS idempotency_keys (
  account_id INTEGER NOT NULL REFERENCES accounts,
  key        TEXT NOT NULL,
  status_id  INTEGER NOT NULL REFERENCES statuses,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS reactions (
  status_id  INTEGER NOT NULL REFERENCES statuses,
  kind       TEXT NOT NULL CHECK (kind IN ('favourite', 'reblog')),
  account_id INTEGER NOT NULL REFERENCES accounts,
  PRIMARY KEY (status_id, kind, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS media (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES accounts,
  kind        TEXT NOT NULL,
  mime        TEXT NOT NULL,
  width       INTEGER,
  height      INTEGER,
  description TEXT,
  focus_x     REAL,
  focus_y     REAL,
  ready_at    INTEGER NOT NULL,
  broken      INTEGER NOT NULL,
  status_id   INTEGER REFERENCES statuses,
  file        BLOB NOT NULL,
  preview     BLOB
) STRICT;
CREATE INDEX IF NOT EXISTS media_of_status ON media (status_id);

CREATE VIEW IF NOT EXISTS media_facts AS
  SELECT id, account_id, kind, mime, width, height, description, focus_x, focus_y, ready_at, broken, status_id
  FROM media;

CREATE TABLE IF NOT EXISTS messages (
  id         INTEGER PRIMARY KEY,
  recipient  TEXT NOT NULL,
  subject    TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE VIEW IF NOT EXISTS every_id AS
  SELECT max(id) AS id FROM accounts
  UNION ALL SELECT max(id) FROM apps
  UNION ALL SELECT max(id) FROM tokens
  UNION ALL SELECT max(id) FROM statuses
  UNION ALL SELECT max(id) FROM media
  UNION ALL SELECT max(id) FROM messages;
