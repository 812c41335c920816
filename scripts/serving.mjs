/** What the servers of development, preview and tests have in common. */

/** Cross-origin isolation: the condition for SharedArrayBuffer. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Where the end-to-end tests find the built page. */
export const END_TO_END_PORT = 41730;
