import { posix } from 'node:path';
import type { Project, SourceFile } from '../discover/project.js';
import { isBindingName } from '../analyse/identifier-names.js';

/** Gives out names that collide with nothing in one file: neither declared, nor referenced, nor given out before. */
export class Names {
  private readonly taken: Set<string>;

  /**
   * @param names declared at the top level, or free
   * @param inner declared in functions and blocks: a new name of theirs would be hidden there
   */
  constructor(
    names: Iterable<string>,
    private readonly inner: ReadonlySet<string> = new Set(),
  ) {
    this.taken = new Set(names);
  }

  /** True when a name may be declared at the top level and mean the same in the whole file. */
  isFree(name: string): boolean {
    return this.isFreeAtTop(name) && !this.inner.has(name);
  }

  /** True when a name may be declared at the top level: inner scopes may hide it, where nobody writes it. */
  isFreeAtTop(name: string): boolean {
    return isBindingName(name) && !this.taken.has(name);
  }

  /** Marks a name as used. */
  claim(name: string): void {
    this.taken.add(name);
  }

  /** The first free name of: each of the wanted, then the first with `Module` and a number behind it. */
  allocate(...wanted: string[]): string {
    return this.find(wanted, (name) => this.isFree(name));
  }

  /** The same for a name that is written at the top level only. */
  allocateAtTop(...wanted: string[]): string {
    return this.find(wanted, (name) => this.isFreeAtTop(name));
  }

  private find(wanted: string[], isFree: (name: string) => boolean): string {
    const bases = wanted.map(toIdentifier).filter((name) => name !== '');
    const base = bases[0] ?? 'value';
    for (let i = 0; ; i++) {
      const candidates = i === 0 ? bases : [i === 1 ? `${base}Module` : `${base}Module${i}`];
      const found = candidates.find(isFree);
      if (found === undefined) continue;
      this.taken.add(found);
      return found;
    }
  }
}

/**
 * The name of what a file exports: that of the file, or of its folder where it's an index; of the package where these say
 * nothing (`index.js`, `lib/index.js`).
 */
export function nameOfModule({ packages }: Project, { path, package: index }: SourceFile): string {
  const { dir, json } = packages[index]!;
  const name = typeof json.name === 'string' ? json.name.replace(/^@[^/]+\//, '').replace(/[.-]js$/, '') : '';
  return nameFromSpecifier(posix.relative(dir, path), toIdentifier(name) || undefined);
}

/** A camel-case identifier from a file name or specifier: `./lib/body-parser.js` gives `bodyParser`. */
export function nameFromSpecifier(specifier: string, fallback = 'api'): string {
  const parts = specifier
    .replace(/^node:/, '')
    .split('/')
    .filter((p) => p !== '' && p !== '.' && p !== '..');
  let last = parts.pop() ?? '';
  if (last.endsWith('.json')) return toIdentifier(last.replace(/\.json$/, '-json'));
  if (/^index(\.\w+)?$/.test(last) && parts.length > 0) last = parts.pop()!;
  const name = toIdentifier(last.replace(/\.(js|cjs|mjs|jsx|ts|tsx|node)$/, ''));
  // A folder of sources says nothing about what it exports.
  return /^(src|lib|dist|source|index)$/.test(name) ? fallback : name;
}

/** Words joined in camel case, without numbers in front (`001_users`); '' when nothing usable is left. */
function toIdentifier(text: string): string {
  const name = text
    .replace(/^\d[\d_-]*(?=[\p{ID_Start}$])/u, '')
    .replace(/^[^\p{ID_Start}$_]+/u, '')
    .replace(/[^\p{ID_Continue}$]+(.)?/gu, (_, next: string | undefined) => next?.toUpperCase() ?? '');
  return name;
}
