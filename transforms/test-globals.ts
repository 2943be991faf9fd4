import { afterImports, insertLines } from '../src/rewrite/insertion.js';
import { importDeclaration } from '../src/rewrite/print.js';
import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'test-globals',
  summary: "jest's variable `jest` -> import { jest } from '@jest/globals'",
  rewrite(context) {
    const { facts, plan, source, style, semi } = context;
    const from = plan.testRunner?.jest ?? null;
    if (from === null) return;
    const place = afterImports(facts, plan, source);
    if (from === 'meta') {
      insertLines(context, place, [`const { jest } = import.meta${semi}`], 2);
      return;
    }
    const named = [{ imported: 'jest', local: 'jest' }];
    const text = importDeclaration({ from: '@jest/globals', named }, style);
    insertLines(context, place, [text], 1);
  },
});
