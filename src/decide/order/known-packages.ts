/**
 * What the documentation of common packages says of calls at load time. The names are those of the members called, '' for
 * the package's own function.
 */
interface KnownPackage {
  /** Calls that make something new and neither read nor change what other modules can see. */
  pure: ReadonlySet<string> | 'all';
  /** Methods of what those calls make that only note in it what they are given, and call none of it. */
  notes: ReadonlySet<string> | 'all';
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const none: ReadonlySet<string> = new Set();
const itself: ReadonlySet<string> = new Set(['']);

const everything: KnownPackage = { pure: 'all', notes: none };
const middleware: KnownPackage = { pure: itself, notes: none };
const verbs =
  'all checkout copy delete del get head lock merge mkactivity mkcol move m-search notify options patch post purge put report ' +
  'search subscribe trace unlock unsubscribe';
const router: KnownPackage = {
  pure: set(' Router'),
  notes: set(`use route param prefix routes allowedMethods middleware redirect ${verbs}`),
};
const schemas: KnownPackage = { pure: 'all', notes: 'all' };

const known = new Map<string, KnownPackage>([
  ['debug', middleware],
  ['depd', middleware],
  ['inherits', everything],
  ['util-deprecate', everything],
  ['ms', everything],
  ['bytes', everything],
  ['semver', everything],
  ['object-assign', everything],
  ['xtend', everything],
  ['merge-descriptors', everything],
  ['utils-merge', everything],
  ['setprototypeof', everything],
  ['safe-buffer', everything],
  ['escape-string-regexp', everything],
  ['lru-cache', everything],
  ['once', everything],
  ['wrappy', everything],
  ['call-bind', everything],
  ['call-bound', everything],
  ['get-intrinsic', everything],
  ['define-properties', everything],
  ['has-symbols', everything],
  ['has-proto', everything],
  ['has-property-descriptors', everything],
  ['lodash', everything],
  ['underscore', everything],
  ['supports-color', everything],
  ['chalk', everything],
  [
    'express',
    {
      pure: set(' Router Route json raw text urlencoded'),
      notes: set(`use route param engine set enable disable enabled disabled ${verbs}`),
    },
  ],
  ['router', router],
  ['koa-router', router],
  ['@koa/router', router],
  ['koa', { pure: itself, notes: set('use on once') }],
  ['connect', { pure: itself, notes: set('use') }],
  ['body-parser', { pure: set('json raw text urlencoded'), notes: none }],
  ['cookie-parser', middleware],
  ['cors', middleware],
  ['compression', middleware],
  ['helmet', everything],
  ['koa-bodyparser', middleware],
  ['koa-compress', middleware],
  ['@koa/cors', middleware],
  ['method-override', middleware],
  ['response-time', middleware],
  ['joi', schemas],
  ['@hapi/joi', schemas],
  ['zod', schemas],
]);

const has = (names: ReadonlySet<string> | 'all', name: string): boolean => names === 'all' || names.has(name);

/** True when calling a member of an installed package is known to be unobservable by other modules. */
export function isPureExternalCall(packageName: string, path: readonly string[]): boolean {
  const { pure } = known.get(packageName.replace(/^lodash[./].*/, 'lodash')) ?? { pure: none };
  return has(pure, path.join('.'));
}

/** True when methods of an object only note in it what they are given: callbacks are called later. */
export function isNotedOnly(packageName: string, maker: readonly string[], methods: readonly string[]): boolean {
  const { notes } = known.get(packageName) ?? { notes: none };
  return methods.length > 0 && isPureExternalCall(packageName, maker) && methods.every((name) => has(notes, name));
}
