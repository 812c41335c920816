/**
 * Versions of the permalink's document. Version 1 is the first; a change of form adds a step here that turns the
 * last version's document into the new one's, and every older link is brought up step by step.
 */

/** Turns a document of one version into one of the next; throws PermalinkError where the old one breaks its own rules. */
export type Migration = (document: unknown) => unknown;

/** MIGRATIONS[n] leads from version n + 1 to version n + 2. */
export const MIGRATIONS: readonly Migration[] = [];

export const CURRENT_VERSION = MIGRATIONS.length + 1;

/** The document in the newest form that `migrations` lead to, from version 1 to that. */
export function migrate(document: unknown, version: number, migrations = MIGRATIONS): unknown {
  return migrations.slice(version - 1).reduce((current, step) => step(current), document);
}
