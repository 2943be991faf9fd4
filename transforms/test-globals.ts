import { afterImports } from '../src/rewrite/insertion.js';
import { importDeclaration } from '../src/rewrite/print.js';
import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'test-globals',
  summary: "jest's variable `jest` -> import { jest } from '@jest/globals'",
  rewrite({ facts, plan, source, style, edits }) {
    if (!plan.testRunner?.importsJest) return;
    const named = [{ imported: 'jest', local: 'jest' }];
    const text = importDeclaration({ from: '@jest/globals', named }, style);
    const place = afterImports(facts, plan, source);
    if (place.before) edits.insertBefore(place.at, text + style.eol, 1);
    else edits.insertAfter(place.at, style.eol + text, 1);
  },
});
