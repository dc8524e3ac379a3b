/**
 * Settings, log and captured mail. Times are ISO 8601 in UTC. What is large (messages, transcripts) stands in tables of
 * its own, so that a page of the log never reads it; what is shown
 * as a total is counted as it changes.
 */
export const mainJob = `
CREATE TABLE settings_revisions (
  revision INTEGER PRIMARY KEY,
  saved_at TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  connection TEXT NOT NULL,
  service TEXT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  sender TEXT NOT NULL,
  recipients TEXT NOT NULL,
  subject TEXT NOT NULL,
  message_id TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  settings_revision INTEGER REFERENCES settings_revisions (revision),
  settings_digest TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  encryption TEXT,
  certificate_problems TEXT NOT NULL DEFAULT '[]',
  reply TEXT,
  error TEXT,
  duration_ms REAL
) STRICT;
CREATE INDEX deliveries_by_status ON deliveries (status, id);
CREATE INDEX deliveries_by_settings ON deliveries (settings_digest, id) WHERE settings_digest IS NOT NULL;

CREATE TABLE delivery_messages (
  delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
  source BLOB NOT NULL
) STRICT;

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  status TEXT NOT NULL,
  owner TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  recipients TEXT NOT NULL,
  reply TEXT,
  error TEXT,
  duration_ms REAL,
  UNIQUE (delivery_id, number)
) STRICT;
CREATE INDEX attempts_under_way ON attempts (id) WHERE status = 'sending';

CREATE TABLE sessions (
  attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
  encryption TEXT,
  steps TEXT NOT NULL
) STRICT;

CREATE TABLE transcripts (
  attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
  lines TEXT NOT NULL
) STRICT;

CREATE TABLE captured_messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at TEXT NOT NULL,
  sender TEXT NOT NULL,
  recipients TEXT NOT NULL,
  subject TEXT NOT NULL,
  attachments INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE captured_sources (
  message_id INTEGER PRIMARY KEY REFERENCES captured_messages (id) ON DELETE CASCADE,
  source BLOB NOT NULL
) STRICT;

CREATE TABLE captured_total (
  messages INTEGER NOT NULL
) STRICT;
INSERT INTO captured_total (messages) VALUES (0);
CREATE TRIGGER captured_counted AFTER INSERT ON captured_messages BEGIN
  UPDATE captured_total SET messages = messages + 1;
END;
CREATE TRIGGER captured_discounted AFTER DELETE ON captured_messages BEGIN
  UPDATE captured_total SET messages = messages - 1;
END;
`;
