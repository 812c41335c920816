/** How much of what a researcher pastes or drops is looked at. */

/** Characters, and bytes of a file: more than `search` prints of any run. Programs are read to a shorter length yet. */
export const MAX_IMPORT_LENGTH = 2 * 1024 * 1024;

/** Whether a text that begins so is a run as it is kept, with its checkpoint; these may be longer, and are kept again. */
export function isKeptRun(beginning: string): boolean {
  return /^\s*\{\s*"ulpforge"\s*:\s*"run"/.test(beginning);
}
