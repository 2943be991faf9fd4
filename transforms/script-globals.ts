import { definePageTransform } from '../src/rewrite/page-transform.js';

export const parser = 'babel';

export default definePageTransform({
  id: 'script-globals',
  summary: 'variables and functions that script tags share: export and import',
  concerns: (facts) => facts !== null,
});
