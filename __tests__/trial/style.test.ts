import { expect, test } from '@jest/globals';
import { detectStyle } from '../../src/analyse/style.js';

const padding = `const names = [${"'name', ".repeat(700)}]`;

test('a file of one long line that ends with a semicolon', () => {
  expect(detectStyle(`module.exports = {"a":[${'"b",'.repeat(1200)}"c"]};`)).toMatchObject({ semi: true, quote: '"' });
  expect(detectStyle(`module.exports = {"a":[${'"b",'.repeat(1200)}"c"]}`)).toMatchObject({ semi: false });
});

test('a comment behind the part that is looked at counts nowhere', () => {
  const code = 'const a = { b };\nconst c = { d };\n';
  const comment = `/**\n${' * @param {string} a\n'.repeat(400)} */\n`;
  expect(detectStyle(code + comment)).toMatchObject({ bracketSpacing: true, semi: true });
  expect(detectStyle(`${code}${padding};\n`)).toMatchObject({ semi: true });
});

test('quotes and braces in regular expressions and templates say nothing about the style', () => {
  const code = `const chars = /([()\\][%!^"\`<>&|;, *?])/g;
const f = (x) => \`"\${x}"\`.replace(chars, \`^\${x}\`).replace(/{{x}}/g, x);
`;
  expect(detectStyle(code)).toMatchObject({ bracketSpacing: true, quote: "'", semi: true });
});
