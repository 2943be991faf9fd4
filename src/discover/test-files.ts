import { posix } from 'node:path';

const testFolder = /(^|\/)(tests?|__tests__|__mocks__|specs?)\//;
const testName = /[.\-_](test|tests|spec)\.[cm]?[jt]sx?$/;
/** Deeper down, a module called `test` is more often a command or a predicate. */
const testAtTop = /^(test|tests|spec)\.[cm]?[jt]sx?$/;

/** True for a file whose own name says that it is a test, wherever it lies. */
export const isTestName = (path: string): boolean => testName.test(posix.basename(path));

/**
 * True for a file that test runners find by their own conventions, or that lives in a test folder (helpers included):
 * `test/`, `tests/`, `__tests__/`, `spec/`, `x.test.js`, `x.spec.js`, `x-test.js`, `test.js`
 * (the defaults of mocha, jest, ava, tap, jasmine and `node --test`).
 * @param path relative to its package
 */
export function isTestByConvention(path: string): boolean {
  return testFolder.test(path) || isTestName(path) || testAtTop.test(path);
}
