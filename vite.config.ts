import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlinePage } from './scripts/offline-plugin.mjs';
import { ISOLATION_HEADERS, PAGE_HEADERS } from './scripts/serving.mjs';

export default defineConfig({
  // Relative addresses: the built page works from any folder of any server.
  base: './',
  plugins: [react(), offlinePage('public')],
  build: {
    target: 'es2022',
    // The workbench, and the compact view of a link for other pages.
    rolldownOptions: { input: ['index.html', 'embed.html'] },
    // The plotting library is one large module that is loaded on demand.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: PAGE_HEADERS },
});
