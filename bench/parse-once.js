// The floor of the bench: reads every module of the tree and parses it once.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';

const root = process.argv[2];
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.js')) continue;
  parse(readFileSync(join(entry.parentPath, entry.name), 'utf8'), { sourceType: 'unambiguous', attachComment: false });
}
