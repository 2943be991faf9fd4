import { definePageTransform } from '../src/rewrite/page-transform.js';

export const parser = 'babel';

export default definePageTransform({
  id: 'umd',
  summary: 'universal modules that pages load: the factory becomes the module',
  concerns: (facts) => (facts?.script.rounds.length ?? 0) > 0 && !/\b(?:module|define)\b/.test(facts!.script.source),
});
