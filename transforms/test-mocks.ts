import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'test-mocks',
  summary: 'jest.mock, proxyquire and the like: new file names, unstable_mockModule, async test functions',
  rewrite({ plan, edits, style }) {
    const { testRunner } = plan;
    if (!testRunner) return;
    for (const { start, end, text } of testRunner.replacements) edits.replace({ start, end }, text);
    for (const { at, text } of testRunner.insertions)
      edits.insertAfter(at, style.eol + text.replace(/\n/g, style.eol).replace(/;$/gm, style.semi ? ';' : ''));
    for (const at of testRunner.asyncAt) edits.insertBefore(at, 'async ');
  },
});
