import type { EffectFacts } from '../../analyse/facts.js';

type Call = Extract<EffectFacts, { kind: 'call' }>;

/** A module that documentation speaks of. */
export interface KnownModule {
  kind: 'builtin' | 'package';
  name: string;
}

/**
 * What the documentation of common packages says of calls at load time. The names are those of the members called, '' for
 * the package's own function.
 */
interface KnownPackage {
  /** Calls that make something new and neither read nor change what other modules can see. */
  pure: ReadonlySet<string> | 'all';
  /** They call none of what they are given. */
  isLater: boolean;
  /** Methods of what those calls make that only note in it what they are given, and call none of it. */
  notes: ReadonlySet<string> | 'all';
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const none: ReadonlySet<string> = new Set();
const itself: ReadonlySet<string> = new Set(['']);

const everything: KnownPackage = { pure: 'all', isLater: false, notes: none };
const middleware: KnownPackage = { pure: itself, isLater: true, notes: none };
const verbs =
  'all checkout copy delete del get head lock merge mkactivity mkcol move m-search notify options patch post purge put report ' +
  'search subscribe trace unlock unsubscribe';
const router: KnownPackage = {
  pure: set(' Router'),
  isLater: true,
  notes: set(`use route param prefix routes allowedMethods middleware redirect ${verbs}`),
};
const schemas: KnownPackage = { pure: 'all', isLater: true, notes: 'all' };

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
      isLater: true,
      notes: set(`use route param engine set enable disable enabled disabled ${verbs}`),
    },
  ],
  ['router', router],
  ['koa-router', router],
  ['@koa/router', router],
  ['koa', { pure: itself, isLater: true, notes: set('use on once') }],
  ['connect', { pure: itself, isLater: true, notes: set('use') }],
  ['body-parser', { pure: set('json raw text urlencoded'), isLater: true, notes: none }],
  ['cookie-parser', middleware],
  ['cors', middleware],
  ['compression', middleware],
  ['helmet', everything],
  ['koa-bodyparser', middleware],
  ['koa-compress', middleware],
  ['@koa/cors', middleware],
  ['method-override', middleware],
  ['response-time', middleware],
  ['supertest', { pure: set(' agent'), isLater: true, notes: none }],
  ['http-errors', everything],
  ['express-async-handler', middleware],
  ['express-validator', schemas],
  ['joi', schemas],
  ['@hapi/joi', schemas],
  ['zod', schemas],
  ['graphql', everything],
  ['mongoose', { pure: set('Schema'), isLater: true, notes: set('pre post virtual get method static index set add') }],
]);

const has = (names: ReadonlySet<string> | 'all', name: string): boolean => names === 'all' || names.has(name);

/** True when calling a member of an installed package is known to be unobservable by other modules. */
export function isPureExternalCall(packageName: string, path: readonly string[]): boolean {
  const { pure } = known.get(packageName.replace(/^lodash[./].*/, 'lodash')) ?? { pure: none };
  return has(pure, path.join('.'));
}

/** What builtins make that emits events: a listener is called when one is emitted. */
const emitters = new Map<string, ReadonlySet<string>>([
  ['events', set(' EventEmitter')],
  ['http', set('createServer Server')],
  ['https', set('createServer Server')],
  ['net', set('createServer Server')],
]);
const listening = set('on once addListener prependListener setMaxListeners');

/**
 * True when a call that makes an object, or a method of such an object, only notes in it what it is given: callbacks are
 * called later, if at all.
 * @param moduleOf the builtin or package that a request of the file loads; null for anything else
 */
export function isNotedOnly(call: Call, moduleOf: (request: number) => KnownModule | null): boolean {
  const { callee } = call;
  const making = callee.kind === 'request' ? { request: callee.request, maker: callee.path, methods: [] } : null;
  const made = call.made ?? making;
  const module = made && moduleOf(made.request);
  if (!module) return false;
  const { maker, methods } = made;
  if (module.kind === 'builtin') {
    const makes = emitters.get(module.name)?.has(maker.join('.')) ?? false;
    return makes && methods.every((method) => listening.has(method));
  }
  const { isLater, notes } = known.get(module.name) ?? { isLater: false, notes: none };
  return isLater && isPureExternalCall(module.name, maker) && methods.every((name) => has(notes, name));
}
