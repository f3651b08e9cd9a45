import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

/** Writes .gz and .br beside every text file, after the service worker is in place. */
const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  enforce: 'post',
  closeBundle: {
    order: 'post',
    sequential: true,
    handler() {
      for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg|json|webmanifest)$/.test(name)) continue;
        const raw = readFileSync(`dist/${name}`);
        writeFileSync(`dist/${name}.gz`, gzipSync(raw, { level: 9 }));
        writeFileSync(
          `dist/${name}.br`,
          brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
        );
      }
    },
  },
});

const pwa = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    id: '/',
    name: 'Fortaler',
    short_name: 'Fortaler',
    description: 'Del historier med dine egne ord.',
    lang: 'da',
    start_url: '/',
    display: 'standalone',
    background_color: '#faf8f5',
    theme_color: '#faf8f5',
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
  workbox: {
    // Under the page's Trusted Types rules importScripts is a refused sink, so the runtime must lie in the worker.
    inlineWorkboxRuntime: true,
    globPatterns: ['**/*.{js,css,html}', '**/*-latin-wght-normal-*.woff2', 'icon.svg'],
    globIgnores: ['assets/admin/**'],
    navigateFallback: '/index.html',
    navigateFallbackDenylist: [/^\/(api|l|scim|\.well-known)(\/|$)/],
    runtimeCaching: [
      {
        urlPattern: ({ url, sameOrigin }) =>
          sameOrigin && /^\/api\/v1\/(session|feed|networks|profiles|stories\/[^/]+)$/.test(url.pathname),
        handler: 'NetworkFirst',
        options: { cacheName: 'personal-reads', networkTimeoutSeconds: 4, expiration: { maxEntries: 60 } },
      },
      {
        urlPattern: ({ url, sameOrigin }) => sameOrigin && /^\/api\/v1\/assets\/[^/]+\/image$/.test(url.pathname),
        handler: 'StaleWhileRevalidate',
        options: { cacheName: 'personal-pictures', expiration: { maxEntries: 60 } },
      },
    ],
  },
});

export default defineConfig({
  plugins: [
    react(),
    lingui({ macroTransform: true, failOnMissing: true, failOnCompileError: true }),
    tailwindcss(),
    pwa,
    precompress(),
  ],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the Content-Security-Policy lets no data: address in
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        // What is needed first is one file: thirty small ones pack 9 KB worse.
        codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'] }] },
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => id.includes('/admin/')) ? 'assets/admin/[name]-[hash].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': process.env.FORTALER_PUBLIC_URL ?? 'http://127.0.0.1:8080' },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    globals: false,
    restoreMocks: true,
  },
});
