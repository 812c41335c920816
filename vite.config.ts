import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { ISOLATION_HEADERS } from './scripts/serving.mjs';

export default defineConfig({
  // Relative addresses: the built page works from any folder of any server.
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    // The plotting library is one large module that is loaded on demand.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
});
