import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse as parseStatements } from '@babel/parser';
import { ImportType, initSync, parse } from 'es-module-lexer';
import { NotResolvable } from './package-map.js';
import type { NodeResolution, Target } from './node-resolution.js';

/** `export { name } from 'source'`, or the same by way of an import. */
interface Indirect {
  source: string;
  name: string;
}

/** The exports of one file by its syntax. */
interface EsmRecord {
  /** Exported name -> null for a binding of this file, else where it comes from. */
  own: Map<string, Indirect | null>;
  /** Sources of `export * from`. */
  stars: string[];
}

/** What a file that is not an ES module shows to `import`: the lexer's names, a builtin's keys. */
export type OtherNames = (target: Target) => ReadonlySet<string>;

/** True when a source text has `import`/`export` declarations or `import.meta`: Node's test where no `type` says so. */
export function hasModuleSyntax(source: string): boolean {
  initSync();
  try {
    return parse(withoutMark(source))[3];
  } catch {
    // Not lexable as a module, so not one.
    return false;
  }
}

/**
 * The names that ES module files export, with `export *` followed (GetExportedNames and ResolveExport of the language):
 * a name that two stars bring from different bindings is not exported. Cycles are safe.
 */
export class EsmNames {
  private readonly records = new Map<string, EsmRecord>();
  private readonly memo = new Map<string, ReadonlySet<string>>();

  /**
   * @param isEsm tells whether `import` loads a file as an ES module
   * @param otherNames names of any other target, with or without `default`
   */
  constructor(
    private readonly resolution: NodeResolution,
    private readonly isEsm: (file: string) => boolean,
    private readonly otherNames: OtherNames,
  ) {}

  /**
   * @param file real absolute path of an ES module
   * @returns its exported names, `default` included if it has one; none when it does not parse
   */
  of(file: string): ReadonlySet<string> {
    let names = this.memo.get(file);
    if (!names) {
      const { own } = this.record(file);
      const starred = [...this.candidates({ file, found: file }, new Set())].filter((name) => !own.has(name));
      const unambiguous = starred.filter((name) => typeof this.origin(file, name, new Set()) === 'string');
      this.memo.set(file, (names = new Set([...own.keys(), ...unambiguous])));
    }
    return names;
  }

  /** GetExportedNames: every name that might be exported. */
  private candidates(target: Target, seen: Set<string>): Set<string> {
    if (target.file === undefined || !this.isEsm(target.file)) return new Set(this.otherNames(target));
    const names = new Set<string>();
    if (seen.has(target.file)) return names;
    seen.add(target.file);
    const { own, stars } = this.record(target.file);
    for (const name of own.keys()) names.add(name);
    for (const source of stars) {
      const inner = this.resolve(source, target.file);
      if (!inner) continue;
      for (const name of this.candidates(inner, seen)) if (name !== 'default') names.add(name);
    }
    return names;
  }

  /** ResolveExport: an id of the binding behind a name; null when there is none, `ambiguous` when there are several. */
  private origin(file: string, name: string, seen: Set<string>): string | null | typeof ambiguous {
    const key = `${file}\0${name}`;
    if (seen.has(key)) return null;
    seen.add(key);
    const { own, stars } = this.record(file);
    const indirect = own.get(name);
    if (indirect === null) return key;
    if (indirect) return this.originIn(indirect.source, file, indirect.name, seen);
    if (name === 'default') return null;
    let found: string | null = null;
    for (const source of stars) {
      const origin = this.originIn(source, file, name, seen);
      if (origin === ambiguous || (found !== null && origin !== null && origin !== found)) return ambiguous;
      found = origin ?? found;
    }
    return found;
  }

  private originIn(source: string, from: string, name: string, seen: Set<string>) {
    const target = this.resolve(source, from);
    if (!target) return null;
    const id = target.file ?? 'node:' + target.builtin;
    if (target.file !== undefined && this.isEsm(target.file)) return this.origin(target.file, name, seen);
    return name === 'default' || this.otherNames(target).has(name) ? `${id}\0${name}` : null;
  }

  private resolve(specifier: string, from: string): Target | null {
    try {
      return this.resolution.resolve(specifier, dirname(from), 'import');
    } catch (error) {
      if (error instanceof NotResolvable) return null;
      throw error;
    }
  }

  private record(file: string): EsmRecord {
    let record = this.records.get(file);
    if (!record) this.records.set(file, (record = readRecord(readFileSync(file, 'utf8'))));
    return record;
  }
}

/** To the lexer a byte order mark is part of the word behind it; the offsets stay. */
const withoutMark = (source: string): string => source.replace(/^\uFEFF/, ' ');

const ambiguous = Symbol('ambiguous');

function readRecord(source: string): EsmRecord {
  const record: EsmRecord = { own: new Map(), stars: [] };
  initSync();
  let lexed: ReturnType<typeof parse>;
  try {
    lexed = parse(withoutMark(source));
  } catch {
    // Not a module that any `import` could link: it offers no names.
    return record;
  }
  const [imports, exports] = lexed;
  const statements = imports.filter((i) => i.t === ImportType.Static).map((i) => source.slice(i.ss, i.se));
  const imported = readStatements(statements, record);
  for (const { n, ln } of exports) {
    if (!record.own.has(n)) record.own.set(n, (ln === undefined ? undefined : imported.get(ln)) ?? null);
  }
  return record;
}

/** Reads the statements that have a source: fills in `export ... from`, returns the imported bindings by local name. */
function readStatements(statements: string[], record: EsmRecord): Map<string, Indirect> {
  const imported = new Map<string, Indirect>();
  const { program } = parseStatements(statements.join(';\n'), { sourceType: 'module', errorRecovery: true });
  for (const statement of program.body) {
    if (statement.type === 'ExportAllDeclaration') record.stars.push(statement.source.value);
    if (statement.type === 'ExportNamedDeclaration' && statement.source) {
      for (const specifier of statement.specifiers) {
        // To V8 a namespace (`export * as ns`) is a binding of this file: two of one source are ambiguous.
        if (specifier.type !== 'ExportSpecifier') continue;
        record.own.set(nameOf(specifier.exported), { source: statement.source.value, name: nameOf(specifier.local) });
      }
    }
    if (statement.type !== 'ImportDeclaration') continue;
    for (const specifier of statement.specifiers) {
      // The language takes `import * as ns` for a binding of this file, also when it is exported again.
      if (specifier.type === 'ImportNamespaceSpecifier') continue;
      const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default';
      imported.set(specifier.local.name, { source: statement.source.value, name });
    }
  }
  return imported;
}

function nameOf(name: { type: 'Identifier'; name: string } | { type: 'StringLiteral'; value: string }): string {
  return name.type === 'Identifier' ? name.name : name.value;
}
