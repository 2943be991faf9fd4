import type { Graph, GraphModule } from '../../link/graph.js';
import { passedOn } from './handed-on.js';
import { shapeOf, type Shape } from './shape.js';

/** What the rest of the world needs of a module. Needs only grow. */
export interface Needs {
  /** Somebody imports the default. */
  default: boolean;
  /** Somebody needs the exports as one object: the default export, where the module has only names. */
  whole: boolean;
  /** Somebody loads it with require(): a public entry, a kept CommonJS file, createRequire, a computed path. */
  moduleExports: boolean;
  /** Somebody writes to the exports object, or may: it must be one real object for everybody. */
  object: boolean;
  /** Names that ES modules (or outside users) import today. */
  names: Set<string>;
  /** Somebody reads the name of the anonymous function that the module is. */
  anonymous: boolean;
  /** Somebody looks at its namespace as a whole: it has no more names than the one of CommonJS had. */
  listed: boolean;
  /** Why, for `explain`: the first fact behind each need. */
  because: Reason[];
}

/** One fact that a need rests on: what somebody does, and where. */
export interface Reason {
  /** A sentence about the module: `lib/a.js uses its exports as an object`. */
  text: string;
  /** The file that the place is in; the file alone where `at` is null. */
  from: string;
  at: number | null;
}

/** How a module exports, as far as it is decided. */
export interface Interface {
  shape: Shape;
  needs: Needs;
  /** How the module will export. */
  kind: 'none' | 'named' | 'value' | 'holder' | 'reexport';
  /** Keys of a named module. */
  keys: Set<string>;
}

/** The interfaces of all modules, which only rise: named, then a facade, then one real object. */
export class RisingInterfaces {
  readonly all = new Map<string, Interface>();

  constructor(private readonly graph: Graph) {
    for (const module of graph.modules.values()) this.all.set(module.path, start(module));
  }

  of(path: string): Interface | undefined {
    return this.all.get(path);
  }

  /**
   * Adds what somebody needs of a module, and of those that it passes on whole.
   * @param text, from, at the fact that the need rests on: see `Reason`
   */
  raise(path: string, need: Partial<Needs>, text: string, from: string, at: number | null = null): void {
    const target = this.all.get(path);
    if (!target) return;
    const { needs } = target;
    const before = state(needs);
    needs.default ||= need.default ?? false;
    needs.whole ||= need.whole ?? false;
    needs.moduleExports ||= need.moduleExports ?? false;
    needs.object ||= need.object ?? false;
    needs.anonymous ||= need.anonymous ?? false;
    needs.listed ||= need.listed ?? false;
    for (const name of need.names ?? []) needs.names.add(name);
    if (state(needs) === before) return;
    needs.because.push({ text, from, at });
    for (const to of passedOn(this.graph, path)) {
      const names = target.kind === 'reexport' ? needs.names : new Set<string>();
      const isMarked = target.kind === 'reexport' && needs.moduleExports;
      const passed = { ...needs, anonymous: false, moduleExports: isMarked, names, whole: true };
      this.raise(to, passed, `it is re-exported by ${path}`, path);
    }
  }
}

function state({ because, names, ...flags }: Needs): string {
  void because;
  return JSON.stringify([flags, names.size]);
}

function start(module: GraphModule): Interface {
  const shape = shapeOf(module.facts);
  const needs: Needs = {
    default: false,
    whole: false,
    moduleExports: false,
    object: false,
    anonymous: false,
    listed: false,
    names: new Set(),
    because: [],
  };
  const kind =
    shape.kind === 'none'
      ? 'none'
      : shape.kind === 'value'
        ? 'value'
        : shape.kind === 'reexport'
          ? 'reexport'
          : 'named';
  return { shape, needs, kind, keys: new Set(shape.keys.map((k) => k.key)) };
}
