/**
 * What the built page needs beside its bundle: a content security policy in its documents, and a service worker that
 * keeps the page for use without a network. The worker's version is a hash of everything it keeps.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { ROOT } from './inputs.mjs';
import { CONTENT_SECURITY_POLICY } from './serving.mjs';

/** Where the worker stands, relative to the page; its source. */
const WORKER = 'service-worker.js';
const SOURCE = join(ROOT, 'workers', 'service.worker.ts');

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
      async handler(_, bundle) {
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
        const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE);
        const version = hash.update(code).digest('hex').slice(0, 16);
        const constants = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(files)};\n`;
        this.emitFile({ type: 'asset', fileName: WORKER, source: constants + code });
      },
    },
  };
}
