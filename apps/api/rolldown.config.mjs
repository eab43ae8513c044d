import { existsSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const entries = ['main', 'worker', 'migrate', 'seed'].filter((name) => existsSync(`src/${name}.ts`));

// Dependencies stay outside; our own libraries are TypeScript and go in.
export default defineConfig({
  input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@vagval/'),
  tsconfig: './tsconfig.json',
  output: {
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    cleanDir: true,
    chunkFileNames: 'parts/[name]-[hash].js',
  },
});
