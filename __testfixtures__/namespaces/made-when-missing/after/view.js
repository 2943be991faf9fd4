import { version } from './core.js';

export let parts;

if (parts == null) parts = [];
export function show(text) {
  console.log(text, version, parts.length);
}
