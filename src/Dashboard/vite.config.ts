import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = process.env.ANCHORAGE_BACKEND ?? 'http://127.0.0.1:7070';

// Origin is rewritten because the server refuses state changes and upgrades from any origin but its own.
const proxied = { target: backend, changeOrigin: true, ws: true, headers: { origin: backend } };

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../Api/wwwroot',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined data: URIs would need exceptions in the content security policy.
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 5173,
    proxy: { '/api': proxied, '/hubs': proxied, '/ws': proxied, '/health': proxied, '/download': proxied },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testSetup.ts'],
    restoreMocks: true,
  },
});
