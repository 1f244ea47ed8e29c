// Prints the script that a browser loads until the list of instances can be used, gzipped, and fails above the limit.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limit = 400 * 1024;
const root = new URL('../../Api/wwwroot/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', root), 'utf8'));
const entries = [
  'index.html',
  'src/identity/LoginPage.tsx',
  'src/instances/InstancesPage.tsx',
  'src/shell/Palette.tsx',
];

const files = new Set();
const visit = (key) => {
  const chunk = manifest[key];
  if (!chunk || files.has(chunk.file)) return;
  files.add(chunk.file);
  (chunk.imports ?? []).forEach(visit);
};
entries.forEach(visit);

let total = 0;
for (const file of [...files].filter((name) => name.endsWith('.js'))) {
  const size = gzipSync(readFileSync(new URL(file, root))).length;
  total += size;
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(8)} KB  in all, ${limit / 1024} KB allowed`);
if (total > limit) process.exitCode = 1;
