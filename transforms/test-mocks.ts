import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'test-mocks',
  summary: 'jest.mock, proxyquire and the like: new file names, unstable_mockModule, async test functions',
  rewrite({ plan, edits, style }) {
    const { testRunner } = plan;
    if (!testRunner) return;
    for (const { start, end, text } of testRunner.replacements) edits.replace({ start, end }, text);
    const inStyle = (text: string): string => text.replace(/\n/g, style.eol).replace(/;$/gm, style.semi ? ';' : '');
    for (const { at, text } of testRunner.insertions) edits.insertAfter(at, style.eol + inStyle(text));
    for (const { start, end, to, behind } of testRunner.moves) {
      edits.removeStatement({ start, end }, { keepComments: true });
      const after = behind === '' ? '' : style.eol + inStyle(behind);
      // Behind the imports and the variable jest that may go to the same place.
      edits.insertBefore(to, (inner) => inner({ start, end }) + after + style.eol, 4);
    }
    for (const at of testRunner.asyncAt) edits.insertBefore(at, 'async ');
  },
});
