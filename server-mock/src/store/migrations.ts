/**
 * Schema of the embedded store, one step per entry. A step is never changed once released: the database holds
 * how many it has seen (`user_version`), and opening it runs the rest in order.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE objects (
    prefix TEXT NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (prefix, key)
  ) WITHOUT ROWID;
  CREATE TABLE index_rows (
    prefix TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (prefix, name, value, key)
  ) WITHOUT ROWID;
  CREATE TABLE changes (
    revision INTEGER PRIMARY KEY, prefix TEXT NOT NULL, key TEXT NOT NULL, action TEXT NOT NULL,
    principal TEXT NOT NULL, time TEXT NOT NULL, body TEXT NOT NULL
  );
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO counters VALUES ('revision', 0);
  `,
]
