/**
 * Versions of the permalink's document. A change of form adds a step here that turns the last version's document into
 * the new one's, and every older link is brought up step by step.
 *
 *   1  one program and its error, beside target and run (claim-document.ts)
 *   2  a front of them (front-document.ts)
 */

import { CLAIM_MEMBERS } from './claim-document';
import { readObject } from './field-reader';

/** Turns a document of one version into one of the next; throws PermalinkError where the old one breaks its own rules. */
export type Migration = (document: unknown) => unknown;

/** Whatever else stands beside the one program stands beside the front. */
function toFront(document: unknown): unknown {
  const { error, program, ...rest } = Object.fromEntries(
    readObject(document, 'the link', CLAIM_MEMBERS, ['run']),
  );
  return { ...rest, front: [{ error, program }] };
}

/** MIGRATIONS[n] leads from version n + 1 to version n + 2. */
export const MIGRATIONS: readonly Migration[] = [toFront];

export const CURRENT_VERSION = MIGRATIONS.length + 1;

/** The document in the newest form that `migrations` lead to, from version 1 to that. */
export function migrate(document: unknown, version: number, migrations = MIGRATIONS): unknown {
  return migrations.slice(version - 1).reduce((current, step) => step(current), document);
}
