import { existsSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const entries = ['main', 'worker', 'migrate', 'seed'].filter((name) => existsSync(`src/${name}.ts`));

// Dependencies stay outside. Our own libraries are TypeScript and go in, and so does what the compiler itself
// adds for decorators: it belongs to the tools, which a production image does not have.
const inside = ['.', '/', '@vagval/', '@oxc-project/runtime'];

export default defineConfig({
  input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  external: (id) => !inside.some((start) => id.startsWith(start)),
  tsconfig: './tsconfig.json',
  output: {
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    cleanDir: true,
    chunkFileNames: 'parts/[name]-[hash].js',
  },
});
