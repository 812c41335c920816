/**
 * What other sites show of a link to the page (Open Graph, ogp.me). Readers of it want absolute addresses, and where the
 * page will stand is known to whoever builds it alone:
 *
 *   ULPFORGE_ADDRESS=https://example.org/ulpforge/ npm run build
 *
 * Without that the picture's address is relative, which some readers follow and others do not.
 */

import { env } from 'node:process';

const TITLE = 'Ulpforge';
const DESCRIPTION =
  'Evolve short programs that approximate 2^x, sin, log2 and their kin in one browser tab, see operations against error, certify and share what is found.';
const PICTURE = 'preview.png';
/** As scripts/make-preview.mjs takes it. */
export const PICTURE_SIZE = { width: 1200, height: 630 };

/** @returns {import('vite').Plugin} */
export function socialPreview() {
  return {
    name: 'social-preview',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { path }) => {
        if (!path.endsWith('/index.html')) return [];
        const given = env.ULPFORGE_ADDRESS;
        const address = given === undefined ? undefined : new URL(given);
        const picture = address === undefined ? `./${PICTURE}` : new URL(PICTURE, address).href;
        /** @type {readonly (readonly [string, string])[]} */
        const properties = [
          ['og:type', 'website'],
          ['og:title', TITLE],
          ['og:description', DESCRIPTION],
          ['og:image', picture],
          ['og:image:width', String(PICTURE_SIZE.width)],
          ['og:image:height', String(PICTURE_SIZE.height)],
          [
            'og:image:alt',
            'A finished run: the front of error against operations, an error curve and a program',
          ],
          ...(address === undefined ? [] : [/** @type {const} */ (['og:url', address.href])]),
        ];
        return [
          ...properties.map(([property, content]) => ({ tag: 'meta', attrs: { property, content } })),
          { tag: 'meta', attrs: { name: 'twitter:card', content: 'summary_large_image' } },
        ];
      },
    },
  };
}
