import { definePageTransform } from '../src/rewrite/page-transform.js';

export const parser = 'babel';

export default definePageTransform({
  id: 'iife-module',
  summary: 'immediately called functions of page scripts: the body becomes the module, what it reveals its exports',
  concerns: (facts) => (facts?.iifes.length ?? 0) > 0,
});
