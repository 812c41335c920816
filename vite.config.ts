import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlinePage } from './scripts/offline-plugin.mjs';
import { ISOLATION_HEADERS, PAGE_HEADERS } from './scripts/serving.mjs';
import { socialPreview } from './scripts/social-plugin.mjs';

export default defineConfig({
  // Relative addresses: the built page works from any folder of any server.
  base: './',
  plugins: [react(), socialPreview(), offlinePage('public')],
  build: {
    target: 'es2022',
    // The workbench, and the compact view of a link for other pages.
    rolldownOptions: {
      // Modules of the layers only define things: what is not used of them is left out.
      treeshake: {
        moduleSideEffects: (id) => !/\/src\/(numerics|program|targets|search|codegen|persistence)\//.test(id),
      },
      input: ['index.html', 'embed.html'],
    },
    // The plotting library is one large module that is loaded on demand.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: PAGE_HEADERS },
});
