import { readFileSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { extname } from 'node:path';
import { analyse } from '../analyse/analyse.js';
import type { ModuleFacts, RequestFacts } from '../analyse/facts.js';

/** Bundles are not read: analysing them costs more than their answer is worth. */
const MAX_BYTES = 400_000;

/** What one request of an installed module loads. */
export type ExternalTarget = { kind: 'builtin'; name: string } | { kind: 'file'; file: string } | { kind: 'unknown' };

export interface ExternalFacts {
  file: string;
  facts: ModuleFacts;
  /** By request id. */
  targets: ExternalTarget[];
}

/**
 * The facts of installed modules, read when a decision asks what loading or calling them does. Memoised by file.
 */
export class ExternalModules {
  private readonly known = new Map<string, ExternalFacts | null>();
  private readonly parentReaders = new Map<string, boolean>();

  /** @returns null for what is no readable JavaScript of a usual size */
  get(file: string): ExternalFacts | null {
    let found = this.known.get(file);
    if (found === undefined) {
      found = this.read(file);
      this.known.set(file, found);
    }
    return found;
  }

  /** True for a module that reads `module.parent`: whoever imports it from an ES module is no parent to it (F04). */
  readsParent(file: string): boolean {
    let found = this.parentReaders.get(file);
    if (found === undefined) {
      // Most files are not worth a parse for this.
      found = isReadable(file) && readFileSync(file, 'utf8').includes('module.parent') && this.hasParentRead(file);
      this.parentReaders.set(file, found);
    }
    return found;
  }

  private hasParentRead(file: string): boolean {
    return this.get(file)?.facts.free.some((f) => f.kind === 'module.parent' || f.kind === '!module.parent') ?? false;
  }

  private read(file: string): ExternalFacts | null {
    if (!isReadable(file)) return null;
    const facts = analyse(file, readFileSync(file, 'utf8'));
    if (facts.problem) return null;
    const resolver = createRequire(file);
    return { file, facts, targets: facts.requests.map((request) => target(request, resolver)) };
  }
}

function isReadable(file: string): boolean {
  return /^\.(js|cjs|mjs)?$/.test(extname(file)) && statSync(file).size <= MAX_BYTES;
}

function target(request: RequestFacts, resolver: NodeJS.Require): ExternalTarget {
  const { specifier } = request;
  if (specifier === null) return { kind: 'unknown' };
  if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier.replace(/^node:/, '') };
  try {
    return { kind: 'file', file: resolver.resolve(specifier) };
  } catch {
    // Not installed, or not for require(): then nothing is known of it.
    return { kind: 'unknown' };
  }
}
