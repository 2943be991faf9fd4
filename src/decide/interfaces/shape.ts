import type {
  BindingFacts,
  ExportAlias,
  ExportAssignment,
  ExportRef,
  ModuleFacts,
  PropertyFacts,
  ValueFacts,
} from '../../analyse/facts.js';
import { unitsCertainlyCalled } from '../order/called-units.js';

/**
 * What a file's exports object is, read off its export facts in order (abstract interpretation: a bag keeps
 * the first object, a replacement makes another one the exports).
 */
export interface Shape {
  kind: 'none' | 'bag' | 'value' | 'reexport' | 'opaque';
  /** Why the object must stay a real object; null when its members may become named exports. */
  notNamed: string | null;
  /** The members in order of first assignment, where they are known. */
  keys: KeyShape[];
  /** The one assignment that replaces `module.exports`, for `value`, `reexport` and a bag that starts as a literal. */
  replacement: number | null;
  /** Indexes of the refs that mean the final exports object. */
  refs: Set<number>;
  /** `__esModule` is set: a transpiled (or imitated) ES module. */
  marker: boolean;
}

export interface KeyShape {
  key: string;
  /** Indexes of the assignments to it; empty for a property of the literal. */
  assignments: number[];
  property: PropertyFacts | null;
  /** `Object.defineProperty(exports, key, …)` calls. */
  calls: number[];
  /** The value of its only assignment, when there is one. */
  value: ValueFacts | null;
  /** Read by name somewhere in the file. */
  refs: number[];
}

/** Reads the shape of a file's exports. Pure: facts in, shape out. */
export function shapeOf(facts: ModuleFacts): Shape {
  return new ShapeReader(facts).read();
}

class ShapeReader {
  private readonly shape: Shape = {
    kind: 'none',
    notNamed: null,
    keys: [],
    replacement: null,
    refs: new Set(),
    marker: false,
  };
  private readonly byKey = new Map<string, KeyShape>();

  constructor(private readonly facts: ModuleFacts) {}

  read(): Shape {
    const { refs, assignments, calls } = this.facts.exports;
    this.shape.marker = calls.some((c) => c.kind === 'marker');
    if (refs.length === 0) return this.shape;
    this.shape.kind = 'bag';
    const replacing = assignments.filter((a) => a.targets.some((t) => t.key === null && t.object !== 'local'));
    if (replacing.length > 1) return this.opaque('module.exports is assigned more than once');
    const replacement = replacing[0];
    if (replacement) {
      const problem = this.replacementProblem(replacement);
      if (problem) return this.opaque(problem);
      this.shape.replacement = assignments.indexOf(replacement);
    }
    refs.forEach((ref, index) => {
      if (this.isFinal(ref, replacement ?? null)) this.shape.refs.add(index);
    });
    const stale = refs.findIndex(
      (ref, index) => !this.shape.refs.has(index) && !this.isReplaced(ref, replacement ?? null),
    );
    if (stale >= 0) return this.opaque('an earlier exports object is used beside the one that is exported');

    if (replacement && replacement.value.kind !== 'object') return this.value(replacement);
    if (replacement) this.literal(replacement);
    this.members();
    return this.shape;
  }

  private opaque(reason: string): Shape {
    this.shape.kind = 'opaque';
    this.shape.notNamed = reason;
    this.shape.refs.clear();
    return this.shape;
  }

  private replacementProblem(a: ExportAssignment): string | null {
    if (a.operator !== '=') return `module.exports is assigned with ${a.operator}`;
    if (a.when !== 'eager' || a.unit !== 0) return 'module.exports is assigned conditionally or in a function';
    if (!a.targets.some((t) => t.object === 'module.exports' && t.key === null))
      return 'only the variable exports is assigned';
    if (a.container.kind === 'expression') return 'module.exports is assigned inside an expression';
    if (a.container.kind === 'statement' && !a.container.topLevel) return 'module.exports is assigned inside a block';
    if (a.container.kind === 'declarator') {
      if (!this.facts.declarations[a.container.declaration]?.topLevel)
        return 'module.exports is assigned inside a block';
      if (a.container.name === null) return 'module.exports is assigned in a destructuring declaration';
    }
    return null;
  }

  /** The ref is itself a target of the replacing assignment. */
  private isReplaced(ref: ExportRef, replacement: ExportAssignment | null): boolean {
    return (
      replacement !== null &&
      replacement.targets.some(
        (t) => t.key === null && t.range.start === ref.range.start && t.range.end === ref.range.end,
      )
    );
  }

  private isFinal(ref: ExportRef, replacement: ExportAssignment | null): boolean {
    if (!replacement) return true;
    if (this.isReplaced(ref, replacement)) return false;
    const replacesExports = replacement.targets.some((t) => t.key === null && t.object === 'exports');
    // A function that runs before the assignment, or in its value, sees the object that was there first.
    const { unit } = ref.use;
    const after =
      unit === 0
        ? ref.range.start > replacement.range.end
        : !unitsCertainlyCalled(this.facts, replacement.range.end).has(unit);
    switch (ref.object) {
      case 'module.exports':
        return after;
      case 'exports':
        return replacesExports && after;
      case 'this':
        return false;
      case 'alias': {
        const alias = this.facts.exports.aliases.find((a) => a.name === ref.alias);
        const declaration = alias && this.facts.declarations[alias.declaration];
        return declaration !== undefined && declaration.range.end >= replacement.range.end;
      }
    }
  }

  private value(replacement: ExportAssignment): Shape {
    const { value } = replacement;
    this.shape.kind = 'value';
    this.shape.notNamed = 'module.exports is one value';
    const isPlainReexport =
      value.kind === 'require' &&
      value.members.length === 0 &&
      replacement.container.kind === 'statement' &&
      replacement.targets.every((t) => t.object !== 'local');
    if (isPlainReexport && this.shape.refs.size === 0) this.shape.kind = 'reexport';
    return this.shape;
  }

  /** `module.exports = { … }` as the start of a bag. */
  private literal(replacement: ExportAssignment): void {
    const { value, container } = replacement;
    if (replacement.targets.some((t) => t.object === 'local'))
      this.mustStay('its literal is assigned to something else too');
    const isOneOfMany =
      container.kind === 'declarator' && this.facts.declarations[container.declaration]!.declarators.length > 1;
    if (isOneOfMany && value.properties!.length > 0)
      this.mustStay('its literal is declared together with other variables');
    for (const property of value.properties ?? []) {
      if (property.kind === 'spread') this.mustStay('its literal spreads another object');
      else if (property.key === null) this.mustStay('its literal has a computed key');
      else if (property.kind === 'get' || property.kind === 'set') this.mustStay('its literal has accessors');
      else if (property.key === '__proto__') this.mustStay('its literal sets its prototype');
      else if (this.byKey.has(property.key)) this.mustStay(`its literal has '${property.key}' twice`);
      else {
        const key = this.keyShape(property.key);
        key.property = property;
        key.value = property.value;
        const use = property.usesThis;
        if (use?.usesSuper) this.mustStay(`'${property.key}' uses super`);
        else if (property.kind === 'method' && (use?.writes || use?.escapes))
          this.mustStay(`'${property.key}' uses this as an object`);
      }
    }
  }

  private members(): void {
    const { refs, assignments, calls, aliases } = this.facts.exports;
    if (aliases.some((a) => a.reassigned)) this.mustStay('another name of the exports object is assigned again');
    const isEarly = (ref: ExportRef): boolean =>
      ref.object === 'alias' &&
      ref.use.unit === 0 &&
      aliases.some((a) => a.name === ref.alias && ref.range.start < this.declared(a));
    if (refs.some(isEarly)) this.mustStay('another name of the exports object is used before it is declared');
    // Members come in the order in which they are made, whatever functions above them read.
    const made = (index: number): number =>
      assignments[refs[index]!.assignment ?? -1]?.range.end ?? refs[index]!.range.end;
    for (const index of [...this.shape.refs].sort((a, b) => made(a) - made(b))) {
      const key = this.madeBy(refs[index]!);
      if (key !== null && refs[index]!.use.unit === 0) this.keyShape(key);
    }
    refs.forEach((ref, index) => {
      if (!this.shape.refs.has(index)) return;
      const { use } = ref;
      switch (use.kind) {
        case 'write':
          this.write(ref, index);
          return;
        case 'member':
        case 'call-member':
        case 'construct-member':
          this.keyShape(use.key!).refs.push(index);
          return;
        default:
          if (ref.call !== null) {
            if (calls[ref.call]!.kind === 'marker') return;
            if (this.madeBy(ref) !== null) return this.define(ref.call);
          }
          // `var api = exports` and the like make an alias, whose own refs are read instead.
          if (this.isAliasDeclaration(ref)) return;
          this.mustStay(`the exports object is used as a value (${use.kind})`);
      }
    });
    for (const key of this.shape.keys) this.checkKey(key, assignments);
    const read = this.shape.keys.find((k) => k.assignments.length === 0 && !k.property && k.calls.length === 0);
    if (read) this.mustStay(`'${read.key}' is read from the exports object but not assigned in this file`);
  }

  private declared({ declaration }: ExportAlias): number {
    return this.facts.declarations[declaration]?.range.start ?? 0;
  }

  private isAliasDeclaration(ref: ExportRef): boolean {
    return this.facts.exports.aliases.some((a) => {
      const range = this.facts.declarations[a.declaration]?.declarators[a.index];
      return range !== undefined && range.start <= ref.range.start && ref.range.end <= range.end;
    });
  }

  /** The key of the member that a reference assigns or defines; null where it does neither. */
  private madeBy({ use, call }: ExportRef): string | null {
    if (use.kind === 'write') return use.key;
    const made = call === null ? null : this.facts.exports.calls[call]!;
    const isMember = (made?.kind === 'define' || made?.kind === 'getter') && made.topLevel && made.when === 'eager';
    return isMember && made.values[0] ? made.key : null;
  }

  private write(ref: ExportRef, index: number): void {
    const key = this.keyShape(ref.use.key!);
    if (ref.assignment === null) {
      key.refs.push(index);
      key.assignments.push(-1);
      return;
    }
    const assignment = this.facts.exports.assignments[ref.assignment]!;
    key.assignments.push(ref.assignment);
    if (assignment.operator !== '=') key.refs.push(index);
    key.value = key.assignments.length === 1 ? assignment.value : null;
  }

  private define(call: number): void {
    const facts = this.facts.exports.calls[call]!;
    const key = this.keyShape(facts.key!);
    key.calls.push(call);
    key.value = facts.values[0]!;
    if (facts.kind === 'getter') this.mustStay(`'${facts.key}' is a getter`);
  }

  private checkKey(key: KeyShape, assignments: ExportAssignment[]): void {
    for (const index of key.refs) {
      const ref = this.facts.exports.refs[index]!;
      if (ref.use.kind === 'call-member' && this.usesThis(key))
        this.mustStay(`'${key.key}' is called as a method and uses this`);
    }
    if (key.key === '__proto__') this.mustStay('it sets its prototype');
    // ECMA-262 16.2.2.1: a module export name is a well-formed string.
    if (/\p{Surrogate}/u.test(key.key)) this.mustStay('no module can export half of a surrogate pair');
    if (key.key === '') this.mustStay('the empty name is not seen by tools that read modules');
    if (key.key === 'module.exports') this.mustStay("the name 'module.exports' says what require() gives");
    if (key.key === 'then') this.mustStay("a named export called 'then' makes import() of the module wait for it");
    if (key.assignments.length + key.calls.length + (key.property ? 1 : 0) > 1 && key.calls.length > 0) {
      this.mustStay(`'${key.key}' is defined more than once`);
    }
    for (const index of key.assignments) {
      const assignment = assignments[index];
      const together = assignment?.targets.flatMap((t) =>
        t.object === 'local' ? [] : (this.byKey.get(t.key ?? '') ?? []),
      );
      if (key.assignments.length > 1 && together?.some((other) => other.assignments.length === 1))
        this.mustStay(`'${key.key}' is assigned together with another member, and once more`);
      if (assignment && assignment.targets.some((t) => t.key === null && t.object === 'local' && t.name === null)) {
        this.mustStay(`'${key.key}' is assigned together with another object's member`);
      }
    }
  }

  private usesThis(key: KeyShape): boolean {
    if (key.property?.usesThis?.reads || key.value?.usesThis?.reads) return true;
    const name = key.value?.kind === 'identifier' ? key.value.name : null;
    const unit = name === null ? null : (this.binding(name)?.unit ?? null);
    return unit !== null && (this.facts.units[unit]?.usesThis?.reads ?? false);
  }

  private binding(name: string): BindingFacts | undefined {
    return this.facts.bindings.find((b) => b.name === name);
  }

  private keyShape(key: string): KeyShape {
    let found = this.byKey.get(key);
    if (!found) {
      found = { key, assignments: [], property: null, calls: [], value: null, refs: [] };
      this.byKey.set(key, found);
      this.shape.keys.push(found);
    }
    return found;
  }

  private mustStay(reason: string): void {
    this.shape.notNamed ??= reason;
  }
}
