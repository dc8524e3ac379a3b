/** What is remembered of each mail server, what a person should know of a delivery, and the values it was made with when they weren't saved. */
export const servers = `
ALTER TABLE deliveries ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';

CREATE TABLE unsaved_settings (
  delivery_id INTEGER PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
  document TEXT NOT NULL
) STRICT;

CREATE TABLE servers (
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  offers_starttls INTEGER NOT NULL,
  starttls_withdrawn_at TEXT,
  certificate_valid_to TEXT,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (host, port)
) STRICT;
`;
