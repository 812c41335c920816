/** Names that a mistyped one may have been meant for. */

const SHOWN = 12;

/** A part of a long list of names, for a message. */
export function someOf(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 1 ? `${names.slice(0, SHOWN).join(', ')} and ${String(more)} more` : names.join(', ');
}

/** At most three of the names that begin with the text or are within one edit of it, of longer texts two. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  const wanted = text.slice(0, 40).toLowerCase();
  if (wanted === '') return [];
  return names
    .map((name) => ({ name, distance: name.startsWith(wanted) ? 0 : editDistance(name, wanted) }))
    .filter(({ distance }) => distance <= (wanted.length < 5 ? 1 : 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
