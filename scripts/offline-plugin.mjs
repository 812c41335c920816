/**
 * What the built page needs beside its bundle: a content security policy in its documents, and a service worker that
 * keeps the page for use without a network. The worker's version is a hash of everything it keeps.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTENT_SECURITY_POLICY } from './serving.mjs';

/** Where the worker stands, relative to the page. */
const WORKER = 'service-worker.js';

/**
 * @param {string} publicFolder whose files are served as they are
 * @returns {import('vite').Plugin}
 */
export function offlinePage(publicFolder) {
  return {
    name: 'ulpforge-offline-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        html.replace(
          /<meta charset="utf-8" ?\/?>/i,
          (charset) =>
            `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />`,
        ),
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hash = createHash('sha256');
        const files = ['./'];
        for (const [name, output] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          hash.update(name).update(output.type === 'chunk' ? output.code : output.source);
          files.push(name);
        }
        for (const name of readdirSync(publicFolder).sort()) {
          hash.update(name).update(readFileSync(join(publicFolder, name)));
          files.push(name);
        }
        const version = hash.digest('hex').slice(0, 16);
        const script = readFileSync(new URL('service-worker.js', import.meta.url), 'utf8');
        const constants = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(files)};\n`;
        this.emitFile({ type: 'asset', fileName: WORKER, source: constants + script });
      },
    },
  };
}
