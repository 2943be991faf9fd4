import type { ModuleFacts, SloppyFact, SloppyKind } from '../analyse/facts.js';
import type { FindingInput } from './findings.js';

interface Words {
  /** Why the file stays CommonJS: `Stays CommonJS, as .cjs: <reason>.` */
  reason: string;
  advice: string;
}

/** What is said of each kind that can stand against a conversion. Every other kind is fixed. */
const words: Partial<Record<SloppyKind, Words>> = {
  'direct-eval': {
    reason: 'it calls eval, and in a module the evaluated text would be strict code that sees no require or exports',
    advice: 'Replace eval, or call it as (0, eval)(text) where the text needs no variables of its surroundings.',
  },
  'block-function': {
    reason: 'a function declared in a block is used outside of the block, where strict mode does not see it',
    advice: 'Declare a variable outside of the block and assign a function expression to it.',
  },
  'implicit-global': {
    reason: 'it assigns to a name that nothing declares, which throws in strict mode',
    advice: 'Declare the variable, or assign to globalThis.',
  },
  'read-only-global': {
    reason: 'it assigns to a read-only global, which throws in strict mode',
    advice: 'Remove the assignment: it has no effect.',
  },
  'function-name': {
    reason: 'a function assigns to its own name, which throws in strict mode',
    advice: 'Remove the assignment: it has no effect.',
  },
  'plain-this': {
    reason: 'a function called without an object uses this, which is undefined in strict mode',
    advice: 'Use globalThis where the global object is meant.',
  },
  'arguments-alias': {
    reason:
      'a function relies on its parameters and its arguments object changing together, as only sloppy mode has it',
    advice: 'Use a rest parameter, or copy the parameter before it is assigned.',
  },
  callee: {
    reason: 'it uses arguments.callee, which throws in strict mode',
    advice: 'Give the function a name and use that.',
  },
  'function-properties': {
    reason: "it uses a function's own caller or arguments property, which strict functions do not have",
    advice: 'Pass what is needed as a parameter.',
  },
  'failing-write': {
    reason: 'it writes to a property that cannot change, which throws in strict mode',
    advice: 'Remove the write: it has no effect.',
  },
};

/** What stands against running the file as strict code, in words, or null. */
export function strictnessObstacle(facts: ModuleFacts): (Words & { rule: string; at: number }) | null {
  const fact = facts.sloppy.find((f) => f.keeps);
  if (!fact) return null;
  const at = fact.range.start;
  const said = words[fact.kind];
  const rule = fact.kind === 'direct-eval' ? 'direct-eval' : 'sloppy-code';
  if (said) return { ...said, rule, at };
  return {
    reason: `a module can't hold this: ${fact.name?.replace(/\.$/, '') ?? earlyError(fact)}`,
    advice: 'Rewrite this place by hand and run again, or leave the file as it is.',
    rule,
    at,
  };
}

function earlyError(fact: SloppyFact): string {
  return fact.kind === 'top-level-return' ? 'it returns at the top level' : 'it is legal only in sloppy mode';
}

/** The differences that the syntax hints at without telling whether they are real: each kind once a file. */
export function strictnessFindings(path: string, facts: ModuleFacts): FindingInput[] {
  const open = facts.sloppy.filter((f) => !f.keeps && !f.fix);
  const first = new Map<SloppyKind, SloppyFact>();
  for (const fact of open) if (!first.has(fact.kind)) first.set(fact.kind, fact);
  return [...first.values()].flatMap((fact) => {
    const at = fact.range.start;
    if (fact.kind === 'direct-eval') {
      return {
        rule: 'direct-eval',
        severity: 'warning' as const,
        file: path,
        at,
        message: 'The text that eval runs sees no require, module or exports in a module.',
        advice: 'Check that the text does not name them.',
      };
    }
    if (fact.kind !== 'plain-this') return [];
    return {
      rule: 'callback-this',
      severity: 'info' as const,
      file: path,
      at,
      message: 'this in a callback without an object is undefined in a module, where it was the global object.',
      advice: 'Check what this is meant to be here; pass it as the second argument, or use an arrow function.',
    };
  });
}
