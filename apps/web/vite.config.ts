import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          // wasm: the code scanner at the door runs in the browser
          'script-src': ['self', 'wasm-unsafe-eval'],
          'style-src': ['self'],
          // widths of bars and places in the hall plan are data, set as style attributes
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      // Our own check in hooks.server.ts: Kit's takes every plain-http request for https (docs/traps.md).
      csrf: { trustedOrigins: ['*'] },
    }),
  ],
  test: { include: ['src/**/*.test.ts', 'test/**/*.test.ts'] },
});
