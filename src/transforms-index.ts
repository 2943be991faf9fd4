/** A transform as `esmigrate list` shows it. */
export interface TransformEntry {
  /** Names the file `transforms/<id>.ts`, its fixtures and its doc page. */
  id: string;
  summary: string;
}

/** Every transform, in the order they are listed. `npm run new-transform <id>` adds an entry here. */
export const transformIds: readonly TransformEntry[] = [
  { id: 'cjs-exports', summary: 'module.exports and exports.x -> export' },
  { id: 'cjs-requires', summary: 'require() -> import' },
  {
    id: 'node-globals',
    summary: '__dirname, __filename, require.main, require.resolve, top-level this -> import.meta',
  },
  {
    id: 'import-specifiers',
    summary: 'full file names in import specifiers: extensions, index files, percent-encoding',
  },
  { id: 'test-globals', summary: "jest's variable `jest` -> import { jest } from '@jest/globals'" },
  {
    id: 'test-mocks',
    summary: 'jest.mock, proxyquire and the like: new file names, unstable_mockModule, async test functions',
  },
  { id: 'stack-names', summary: 'file names of stack frames, which are file:// URLs for ES modules -> paths' },
  { id: 'use-strict', summary: "removes 'use strict', which every ES module has anyway" },
  {
    id: 'iife-module',
    summary: 'immediately called functions of page scripts: the body becomes the module, what it reveals its exports',
  },
  {
    id: 'augmentation',
    summary:
      'var M = (function (my) { … return my; })(M || {}): parts with exports of their own, or one object that all fill',
  },
  { id: 'namespaces', summary: 'NS = NS || {}, window.app = window.app || {} and their members: exports' },
  { id: 'umd', summary: 'universal modules that pages load: the factory becomes the module' },
  { id: 'amd', summary: 'define() and require([…]) of AMD programs: imports and one named export' },
  { id: 'script-globals', summary: 'variables and functions that script tags share: export and import' },
];
