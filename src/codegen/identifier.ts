/** Names that a language accepts, and that do not collide with one another. */

const MAX_LENGTH = 64;

/**
 * The nearest legal identifier to a wish: ASCII letters, digits and single underscores, not starting with a digit
 * or an underscore, never one of `reserved`. `fallback` serves where nothing of the wish is left.
 */
export function safeIdentifier(wish: string, reserved: ReadonlySet<string>, fallback: string): string {
  const letters = wish
    .slice(0, 4 * MAX_LENGTH)
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, MAX_LENGTH)
    .replace(/_+$/, '');
  const started = /^[0-9]/.test(letters) ? `f${letters}` : letters;
  const identifier = started === '' ? fallback : started;
  return reserved.has(identifier) ? `${identifier}_approx` : identifier;
}

/** Hands out names of which no two are the same and none is reserved. */
export class NameScope {
  readonly #taken: Set<string>;

  constructor(reserved: Iterable<string>) {
    this.#taken = new Set(reserved);
  }

  claim(wish: string): string {
    let name = wish;
    for (let suffix = 2; this.#taken.has(name); suffix++) name = `${wish}_${suffix}`;
    this.#taken.add(name);
    return name;
  }
}
