import type { Callee, UseFacts } from '../../analyse/facts.js';
import type { Edge, Graph, GraphModule } from '../../link/graph.js';

/**
 * Texts that read a `name` of something that is no constant of theirs, or print a variable: where functions of other files
 * come to them by way of lists, parameters or members, they see the names of those. A text says it well enough: what is
 * asked is whether nobody can.
 */
const readsName = /[\w$\])](\?\.|\.)name\b(?!\s*=[^=])|\{[^{}]*\bname\b[^{}]*\}\s*(=[^=>]|\)\s*(=>|\{))/;
const printsVariable = /\bconsole\.\w+\((['"`][^'"`]*['"`],\s*)*[A-Za-z_$][\w$.]*\s*[,)]|\binspect\(/;

const readsMemberName = /\](\?\.|\.)name\b/;
const takesElement = /([A-Za-z_$][\w$]*)\s*=\s*[\w$.]+\[/g;
const handsListOn = /^[^[\]]*\]\s*\.\w+\(\s*[A-Za-z_$][\w$.]*\s*[,)]/;
const listsMembers = /\bObject\.(values|entries)\(/;
const readsClassName = /\bconstructor(\?\.|\.)name\b/;
/** A class that asks for its own name. */
const readsOwnName = /\bnew\.target\.name\b|\bstatic\b[^{}]*\{[^}]*\bthis\.name\b/;

/** The files that get hold of functions of other files by ways that no single use shows, and may ask for their names. */
export class LooseNames {
  private readonly known = new Map<string, boolean>();
  private readonly callees = new Map<string, Map<number, Callee[]>>();
  /** Some file reads the name of the class of an instance. */
  private readonly hasInstanceReads: boolean;

  constructor(
    private readonly graph: Graph,
    private readonly sources: ReadonlyMap<string, string>,
  ) {
    this.hasInstanceReads = [...sources.values()].some((source) => readsClassName.test(source));
  }

  /** True when a file reads names of members that it does not name. */
  readsMembers(path: string): boolean {
    const source = this.sources.get(path) ?? '';
    return readsMemberName.test(source) || (listsMembers.test(source) && readsName.test(source));
  }

  /** True when the name of the class of instances that a file makes may be read, or printed by it or those who load it. */
  readsInstances(path: string): boolean {
    if (this.hasInstanceReads) return true;
    const module = this.graph.modules.get(path)!;
    return [module, ...importers(this.graph, module)].some((user) =>
      printsVariable.test(this.sources.get(user.path) ?? ''),
    );
  }

  /** True when a file takes a member by a computed key into a variable, and reads the name of that. */
  readsElementName(path: string): boolean {
    const source = this.sources.get(path) ?? '';
    return [...source.matchAll(takesElement)].some(([, name]) => source.includes(`${name}.name`));
  }

  /** A class or function of the file reads its own name. */
  readsOwn(path: string): boolean {
    return readsOwnName.test(this.sources.get(path) ?? '');
  }

  /** True when a value that a file hands on, keeps in a list or in a variable may be asked for its name there or behind it. */
  isReadBehind(edge: Edge): boolean {
    const module = this.graph.modules.get(edge.from)!;
    const callees = this.calleesOf(edge);
    if (callees.length === 0) {
      if ([module, ...importers(this.graph, module)].some(({ path }) => this.reads(path, true))) return true;
      // `[require('./a'), require('./b')].forEach(register)`
      const rest = this.sources.get(edge.from)?.slice(edge.request.range.end) ?? '';
      return handsListOn.test(rest) && module.out.some(({ to }) => to !== null && this.reads(to, false));
    }
    return callees.some((callee) => {
      if (callee.kind === 'global') return false;
      const to = callee.kind === 'request' ? (module.out[callee.request]?.to ?? null) : edge.from;
      return to !== null && this.reads(to, false);
    });
  }

  /**
   * The same for a member, whose module would lose its named exports: only where it is an element of a list, or goes to a
   * function of the project.
   */
  isMemberReadBehind(edge: Edge, { range, member }: UseFacts): boolean {
    const { from } = edge;
    const { out } = this.graph.modules.get(from)!;
    const source = this.sources.get(from) ?? '';
    const { end } = member ?? range;
    const isElement = source.slice(0, range.start).trimEnd().endsWith('[') || /^\s*\]/.test(source.slice(end));
    if (isElement && this.reads(from, true)) return true;
    return this.calleesOf(edge).some((callee) => {
      if (callee.kind === 'unit' || callee.kind === 'binding') return this.reads(from, false);
      const to = callee.kind === 'request' ? (out[callee.request]?.to ?? null) : null;
      return to !== null && this.reads(to, false);
    });
  }

  private calleesOf({ from, request }: Edge): Callee[] {
    let byRequest = this.callees.get(from);
    if (!byRequest) {
      byRequest = calleesByRequest(this.graph.modules.get(from)!);
      this.callees.set(from, byRequest);
    }
    return byRequest.get(request.id) ?? [];
  }

  /** True when a file reads some name, or (where that counts) prints some variable. */
  reads(path: string, isPrinted: boolean): boolean {
    const id = `${path} ${isPrinted}`;
    let found = this.known.get(id);
    if (found === undefined) {
      const source = this.sources.get(path) ?? '';
      found = readsName.test(source) || (isPrinted && printsVariable.test(source));
      this.known.set(id, found);
    }
    return found;
  }
}

/** What each request of a module is passed to. */
function calleesByRequest({ facts }: GraphModule): Map<number, Callee[]> {
  const found = new Map<number, Callee[]>();
  for (const { effects } of facts.units) {
    for (const effect of effects) {
      if (effect.kind !== 'call') continue;
      for (const request of new Set(effect.passes.flatMap((p) => (p.given || p.inside ? [] : [p.request])))) {
        if (request === null) continue;
        const callees = found.get(request);
        if (callees) callees.push(effect.callee);
        else found.set(request, [effect.callee]);
      }
    }
  }
  return found;
}

function importers(graph: Graph, module: GraphModule): GraphModule[] {
  return [...new Set(module.in.map(({ from }) => graph.modules.get(from)!))];
}
