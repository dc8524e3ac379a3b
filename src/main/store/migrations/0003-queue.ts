/**
 * Notifications, the Notification Queue and what goes with them. A message in the queue is a delivery with a row in `queue`;
 * the log shows a delivery from the moment that it has a place there (`log_position`, newest highest), which it gets with its
 * first attempt and anew with each outcome. Times in INTEGER columns are milliseconds since 1970.
 */
export const queue = `
ALTER TABLE deliveries ADD COLUMN log_position INTEGER;
ALTER TABLE deliveries ADD COLUMN logged_at TEXT;
ALTER TABLE deliveries ADD COLUMN notification TEXT;
ALTER TABLE deliveries ADD COLUMN initiator TEXT;
ALTER TABLE deliveries ADD COLUMN note TEXT;
ALTER TABLE deliveries ADD COLUMN keep TEXT NOT NULL DEFAULT 'full';
ALTER TABLE attempts ADD COLUMN claim INTEGER;
UPDATE deliveries SET log_position = id, logged_at = created_at;
DROP INDEX deliveries_by_status;
CREATE UNIQUE INDEX deliveries_in_log ON deliveries (log_position) WHERE log_position IS NOT NULL;
CREATE INDEX deliveries_in_log_by_status ON deliveries (status, log_position) WHERE log_position IS NOT NULL;

-- fresh: how often it was kept without being referred to yet. As long as it isn't 0, somebody may be about to refer to it.
CREATE TABLE attachments (
  sha256 TEXT PRIMARY KEY,
  size_bytes INTEGER NOT NULL,
  fresh INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What has lost a reference, and goes when it has no other.
CREATE TABLE released_attachments (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Where in a message's source the file goes, in base64 with line breaks.
CREATE TABLE delivery_attachments (
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES attachments (sha256),
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  PRIMARY KEY (delivery_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_attachments_by_content ON delivery_attachments (sha256);
CREATE TRIGGER delivery_attachments_added AFTER INSERT ON delivery_attachments BEGIN
  UPDATE attachments SET fresh = max(0, fresh - 1) WHERE sha256 = NEW.sha256;
END;
CREATE TRIGGER delivery_attachments_removed AFTER DELETE ON delivery_attachments BEGIN
  INSERT OR IGNORE INTO released_attachments (sha256) VALUES (OLD.sha256);
END;

CREATE TABLE notifications (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL COLLATE NOCASE,
  enabled INTEGER NOT NULL,
  document TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX notifications_by_name ON notifications (name) WHERE deleted_at IS NULL;

CREATE TABLE notification_files (
  notification_id INTEGER NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES attachments (sha256),
  size_bytes INTEGER NOT NULL,
  PRIMARY KEY (notification_id, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_files_by_content ON notification_files (sha256);
CREATE TRIGGER notification_files_added AFTER INSERT ON notification_files BEGIN
  UPDATE attachments SET fresh = max(0, fresh - 1) WHERE sha256 = NEW.sha256;
END;
CREATE TRIGGER notification_files_removed AFTER DELETE ON notification_files BEGIN
  INSERT OR IGNORE INTO released_attachments (sha256) VALUES (OLD.sha256);
END;

-- place: when it was to be sent first; messages to one recipient leave in this order, then by delivery.
-- state: as people see it, but similar for a held message that another one of its storm stands for; storm_head is the
-- same for all of a storm.
-- send_now: 1 passes a pause and an open circuit; 2 was tried so, and passes a pause alone.
-- claim: how often the message was claimed. Whoever has an earlier claim has lost it.
-- begun: 1 as soon as the claim has come to this message; handed_over: 1 as soon as its end may have reached the server.
-- JSON text: recipients has to, cc and bcc as they stand in the message; results each recipient's last result;
-- open_recipients those that are still to be asked, NULL when that is everybody.
CREATE TABLE queue (
  delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  place INTEGER NOT NULL,
  send_now INTEGER NOT NULL DEFAULT 0,
  waits_for TEXT,
  held_because TEXT,
  storm_head INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  first_tried_at INTEGER,
  failed_at INTEGER,
  owner TEXT,
  lease_until INTEGER,
  claim INTEGER NOT NULL DEFAULT 0,
  begun INTEGER NOT NULL DEFAULT 0,
  handed_over INTEGER NOT NULL DEFAULT 0,
  recipients TEXT NOT NULL,
  results TEXT NOT NULL DEFAULT '[]',
  open_recipients TEXT,
  attachment_count INTEGER NOT NULL DEFAULT 0,
  attachment_bytes INTEGER NOT NULL DEFAULT 0,
  content_type TEXT NOT NULL
) STRICT;
CREATE INDEX queue_due ON queue (due_at, delivery_id, waits_for) WHERE state = 'pending';
CREATE INDEX queue_send_now ON queue (due_at, delivery_id) WHERE state = 'pending' AND send_now > 0;
CREATE INDEX queue_by_state ON queue (state, delivery_id);
CREATE INDEX queue_failed ON queue (failed_at) WHERE state = 'failed';
CREATE INDEX queue_by_storm ON queue (storm_head, state) WHERE storm_head IS NOT NULL;

-- Who a pending message or one under way still has to reach, in small letters: what the order of messages goes by.
CREATE TABLE queue_recipients (
  address TEXT NOT NULL,
  place INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL REFERENCES queue (delivery_id) ON DELETE CASCADE,
  PRIMARY KEY (address, place, delivery_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_recipients_by_delivery ON queue_recipients (delivery_id);

CREATE TABLE queue_pause (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  paused_by TEXT NOT NULL,
  paused_at TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;

CREATE TABLE circuits (
  connection TEXT PRIMARY KEY,
  opened_at TEXT NOT NULL,
  failure TEXT NOT NULL,
  delivery_id INTEGER NOT NULL,
  settings_digest TEXT NOT NULL,
  tries INTEGER NOT NULL,
  probe_at INTEGER NOT NULL
) STRICT;

CREATE TABLE queue_workers (
  owner TEXT PRIMARY KEY,
  lease_until INTEGER NOT NULL
) STRICT;

CREATE TABLE connection_slots (
  slot INTEGER PRIMARY KEY,
  owner TEXT NOT NULL,
  lease_until INTEGER NOT NULL
) STRICT;

CREATE TABLE throttle_counts (
  span TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  PRIMARY KEY (span, starts_at)
) STRICT, WITHOUT ROWID;

-- key: a digest, see queue/store/idempotency-key.ts.
-- failed: 1 for an Action whose message is kept as one that failed; the same key gives that failure.
-- refused: 1 for an Action that failed, so that the same key may be tried again; then delivery_id is the log's row of it.
CREATE TABLE idempotency_keys (
  key TEXT PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  refused INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_by_delivery ON idempotency_keys (delivery_id);

-- line: a digest of notification and recipient, see queue/store/queue-store-storm.ts.
CREATE TABLE storm_counts (
  line BLOB NOT NULL,
  delivery_id INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  PRIMARY KEY (line, queued_at, delivery_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX storm_counts_by_age ON storm_counts (queued_at);

CREATE TABLE api_tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  beginning TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  last_used_at TEXT
) STRICT;
`;
