/** Bounds of kept runs, apart from what reads them, which is loaded when it is needed. */

/** In characters; larger than any run of the largest settings that the page offers. */
export const MAX_RUN_FILE_LENGTH = 256 * 1024 * 1024;
export const MAX_NAME_LENGTH = 80;
