import { run } from './app/run.js';

const L = globalThis.Legacy;
const template = await fetch(new URL('./templates/list.html', import.meta.url)).then((response) => response.text());

run(L.version, template);
