import { definePageTransform } from '../src/rewrite/page-transform.js';

export const parser = 'babel';

export default definePageTransform({
  id: 'augmentation',
  summary:
    'var M = (function (my) { … return my; })(M || {}): parts with exports of their own, or one object that all fill',
  concerns: (facts) =>
    facts?.iifes.some((iife) => iife.returned?.argument?.type === 'Identifier' && iife.params.length > 0) ?? false,
});
