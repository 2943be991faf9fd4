import { readFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { initSync, parse } from 'cjs-module-lexer';
import { NotResolvable } from './package-map.js';
import type { NodeResolution } from './node-resolution.js';

interface Lexed {
  exports: string[];
  reexports: string[];
}

/**
 * The names that `import` sees in CommonJS files: those of cjs-module-lexer, the lexer Node itself uses, with
 * `module.exports = require('./x')` and its kin followed as Node follows them.
 */
export class CjsNames {
  private readonly lexed = new Map<string, Lexed>();
  private readonly memo = new Map<string, ReadonlySet<string>>();

  constructor(private readonly resolution: NodeResolution) {}

  /**
   * @param file real absolute path of a CommonJS file
   * @returns its names, possibly with `default` and `__esModule` among them; none where the lexer gives up, as in Node
   */
  of(file: string): ReadonlySet<string> {
    let names = this.memo.get(file);
    if (!names) this.memo.set(file, (names = this.collect(file, new Map())));
    return names;
  }

  /** In a cycle the inner file contributes what is known so far, because Node's own cache answers so. */
  private collect(file: string, visited: Map<string, Set<string>>): Set<string> {
    const known = visited.get(file);
    if (known) return known;
    const { exports, reexports } = this.lex(file);
    const names = new Set(exports);
    visited.set(file, names);
    for (const specifier of reexports) {
      const target = this.reexported(specifier, file);
      if (target === null) continue;
      for (const name of this.collect(target, visited)) names.add(name);
    }
    return names;
  }

  private reexported(specifier: string, from: string): string | null {
    try {
      const { file } = this.resolution.resolve(specifier, dirname(from), 'require');
      return file === undefined || ['.json', '.node'].includes(extname(file)) ? null : file;
    } catch (error) {
      if (error instanceof NotResolvable) return null;
      throw error;
    }
  }

  private lex(file: string): Lexed {
    let lexed = this.lexed.get(file);
    if (!lexed) this.lexed.set(file, (lexed = lexSource(readFileSync(file, 'utf8'))));
    return lexed;
  }
}

/** The names that Node shows to `import` for one CommonJS text, and the specifiers of what it re-exports whole. */
export function lexedNames(source: string): { exports: string[]; reexports: string[] } {
  return lexSource(source);
}

function lexSource(source: string): Lexed {
  initSync();
  try {
    const { exports, reexports } = parse(source);
    return { exports: [...exports], reexports: [...reexports] };
  } catch {
    // The lexer throws plain errors for what it cannot read; Node then takes the file to have no names.
    return { exports: [], reexports: [] };
  }
}
