/** What is remembered of each mail server, and what a person should know of a delivery. */
export const servers = `
ALTER TABLE deliveries ADD COLUMN warnings TEXT NOT NULL DEFAULT '[]';

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
