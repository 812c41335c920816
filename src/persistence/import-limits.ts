/** How much of what a researcher pastes or drops is looked at. */

/** Characters, and bytes of a file: more than `search` prints of any run. Programs are read to a shorter length yet. */
export const MAX_IMPORT_LENGTH = 2 * 1024 * 1024;
