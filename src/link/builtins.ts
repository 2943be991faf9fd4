import { isBuiltin } from 'node:module';

/**
 * The builtin that a specifier loads: `fs`, `node:fs` and `fs/promises` do, `fs/` and `node:nonsense` do not.
 * @returns its name without the `node:` prefix, null when it is no builtin of the running Node
 */
export function builtinName(specifier: string): string | null {
  return isBuiltin(specifier) ? specifier.replace(/^node:/, '') : null;
}

/** Keys that are there or not by how the process was started and what it has loaded: never safe to import by name. */
const unsteady = new Map([
  ['constants', ['defaultCipherList']],
  // Behind a flag.
  ['vm', ['Module', 'SourceTextModule', 'SyntheticModule']],
  [
    'process',
    // An IPC channel, --eval, --print, --require, warning flags, a domain, patches by a test runner.
    [
      ...['send', 'disconnect', 'connected', 'channel', '_channel', '_handleQueue', '_pendingMessage', '_disconnect'],
      ...[
        '_send',
        '_eval',
        '_print_eval',
        '_forceRepl',
        '_breakFirstLine',
        '_breakNodeFirstLine',
        '_syntax_check_only',
      ],
      ...['noDeprecation', 'throwDeprecation', 'traceDeprecation', 'traceProcessWarnings', 'noProcessWarnings'],
      ...['domain', 'emit'],
    ],
  ],
]);

const memo = new Map<string, Set<string>>();

/**
 * The names that `import { n } from 'node:<name>'` may use, without `default` (which every builtin has, and which is what
 * `require()` returns). Node exports the enumerable own keys of the CommonJS value, so what is deprecated or hidden
 * (`zlib.Z_*`, `crypto.createCipher`, `module._stat`) is missing, and importing it by name is a link error.
 * @param name a builtin with or without `node:`; anything else has no names
 */
export function builtinNames(name: string): Set<string> {
  const bare = name.replace(/^node:/, '');
  let names = memo.get(bare);
  if (!names) {
    names = new Set(Object.keys(process.getBuiltinModule('node:' + bare) ?? {}));
    for (const key of ['default', ...(unsteady.get(bare) ?? [])]) names.delete(key);
    memo.set(bare, names);
  }
  return names;
}
