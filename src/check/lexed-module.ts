import { initSync, parse } from 'es-module-lexer';
import type { ModuleSyntax, StaticRequest } from '../analyse/module-syntax.js';

/**
 * Reads the imports and exports of a module's text by es-module-lexer, many times faster than by a tree. It does not see
 * whether the rest of the text is right: see `compileErrors`.
 * @returns null where the lexer gives up (it does on text that is no JavaScript)
 */
export function lexModule(source: string): ModuleSyntax | null {
  initSync();
  let lexed: ReturnType<typeof parse>;
  try {
    // To the lexer a byte order mark is part of the word behind it; the offsets stay.
    lexed = parse(source.replace(/^\uFEFF/, ' '));
  } catch {
    return null;
  }
  const [imports, exports] = lexed;
  const requests: StaticRequest[] = [];
  const passedOn = new Set<number>();
  for (const { n, d, ss, s } of imports) {
    if (d !== -1 || n === undefined) continue;
    const clause = withoutComments(source.slice(ss, s - 1));
    const isExport = clause.startsWith('export');
    if (isExport) passedOn.add(ss);
    const specifiers = isExport ? exportSpecifiers(clause) : importSpecifiers(clause);
    requests.push({ form: isExport ? 'export' : 'import', specifier: n, specifiers, typeOnly: false });
  }
  const own = exports.filter(({ ss }) => !passedOn.has(ss));
  return {
    problem: null,
    requests,
    exports: own.map(({ n, ln, ss, e }) => ({
      name: n,
      local: ln ?? null,
      range: { start: ss, end: e },
      hoisted: /^export\s+(?:default\s+)?(?:async\s+)?function\b/.test(source.slice(ss, ss + 60)),
    })),
  };
}

const withoutComments = (text: string): string => text.replace(/\/\*[^]*?\*\/|\/\/[^\r\n]*/g, ' ').trim();

const name = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\p{ID_Continue}$]+`;
const specifier = new RegExp(`(${name})(?:\\s+as\\s+(${name}))?`, 'gu');

/** `a`, `a as b`, `'x-y' as c` between braces. */
function listed(clause: string): { first: string; second: string }[] {
  const inside = /\{([^]*)\}/.exec(clause)?.[1] ?? '';
  return [...inside.matchAll(specifier)].map((m) => ({ first: unquoted(m[1]!), second: unquoted(m[2] ?? m[1]!) }));
}

function unquoted(text: string): string {
  return /^['"]/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}

function importSpecifiers(clause: string): StaticRequest['specifiers'] {
  const found = listed(clause).map(({ first, second }) => ({ imported: first, local: second }));
  const namespace = /\*\s*as\s+([\p{ID_Continue}$]+)/u.exec(clause)?.[1];
  if (namespace !== undefined) found.unshift({ imported: '*', local: namespace });
  const byDefault = /^import\s+([\p{ID_Continue}$]+)\s*(?:,|from\b)/u.exec(clause)?.[1];
  if (byDefault !== undefined) found.unshift({ imported: 'default', local: byDefault });
  return found;
}

function exportSpecifiers(clause: string): StaticRequest['specifiers'] {
  const star = new RegExp(`^export\\s*\\*(?:\\s*as\\s+(${name}))?`, 'u').exec(clause);
  if (star) return [{ imported: '*', local: star[1] === undefined ? '*' : unquoted(star[1]) }];
  return listed(clause).map(({ first, second }) => ({ imported: first, local: second }));
}
