import { afterImports, insertLines } from '../src/rewrite/insertion.js';
import { importDeclaration } from '../src/rewrite/print.js';
import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'test-globals',
  summary: "jest's variable `jest` -> import { jest } from '@jest/globals'",
  rewrite(context) {
    const { facts, plan, source, style } = context;
    if (!plan.testRunner?.importsJest) return;
    const named = [{ imported: 'jest', local: 'jest' }];
    const text = importDeclaration({ from: '@jest/globals', named }, style);
    insertLines(context, afterImports(facts, plan, source), [text], 1);
  },
});
