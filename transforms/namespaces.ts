import { definePageTransform } from '../src/rewrite/page-transform.js';

export const parser = 'babel';

export default definePageTransform({
  id: 'namespaces',
  summary: 'NS = NS || {}, window.app = window.app || {} and their members: exports',
  concerns: (facts) => (facts?.inits.length ?? 0) > 0,
});
