import { readAmd } from '../src/analyse/scripts/amd-facts.js';
import { definePageTransform } from '../src/rewrite/page-transform.js';

export const parser = 'babel';

export default definePageTransform({
  id: 'amd',
  summary: 'define() and require([…]) of AMD programs: imports and one named export',
  concerns: (_, source) => readAmd('script.js', source) !== null,
});
