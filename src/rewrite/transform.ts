import type { FileInfo, API, Options } from 'jscodeshift';
import type { ModuleFacts } from '../analyse/facts.js';
import type { FilePlan } from '../decide/plan.js';
import type { Edits } from './edits.js';
import type { Style } from '../analyse/style.js';

/** What a transform works with: the facts of one file, the plan for it, and the edits it adds to. */
export interface RewriteContext {
  source: string;
  facts: ModuleFacts;
  plan: FilePlan;
  edits: Edits;
  style: Style;
  /** The end of a statement: `;` or nothing. */
  semi: string;
  /** Set by `insertAtTop`: where it put text above the first statement, and whether that needs a blank line below. */
  top: { at: number; blankLine: boolean } | null;
  /** Functions of Node that an import declaration was stated for. */
  imported: Set<string>;
}

export interface TransformDefinition {
  id: string;
  summary: string;
  /** States the edits of this transform. Decides nothing: the plan did. */
  rewrite: (context: RewriteContext) => void;
}

/** A jscodeshift transform (`(file, api, options) => string | undefined`) that also carries its definition. */
export interface Transform {
  (file: FileInfo, api: API, options: Options): Promise<string | undefined>;
  definition: TransformDefinition;
}

/**
 * Makes a transform out of its definition. Called by jscodeshift it plans for the file it is given, reading the project
 * around it from disk; within a run of esmigrate it obeys the plan of the whole repository.
 */
export function defineTransform(definition: TransformDefinition): Transform {
  const transform = async (file: FileInfo): Promise<string | undefined> => {
    // Loaded when called: the stages know the transforms, so a static import would be a cycle.
    const { transformFile } = await import('../alone.js');
    return transformFile(definition.id, file.path, file.source);
  };
  return Object.assign(transform, { definition });
}
