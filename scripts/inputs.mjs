/**
 * Whether something built is still what its inputs give: told by a hash of the inputs' paths and contents, since
 * modification times do not survive a checkout.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a separator at its end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} path relative to the root
 * @returns {string[]} the files at or under it, relative to the root, in a fixed order; none if it does not exist
 */
function filesUnder(path) {
  const status = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (status === undefined) return [];
  if (!status.isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}

/**
 * @param {readonly string[]} paths files and folders relative to the root; generated files in them are left out,
 *   since their own inputs stand for them
 * @returns {string} 16 hexadecimal digits
 */
export function hashInputs(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesUnder)) {
    if (/\.generated\.\w+$/.test(file)) continue;
    const content = readFileSync(join(ROOT, file));
    hash.update(`${file}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}
