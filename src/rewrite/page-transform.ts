import type { API, FileInfo, Options } from 'jscodeshift';
import type { ScriptFacts } from '../analyse/scripts/script-facts.js';

export interface PageTransformDefinition {
  id: string;
  summary: string;
  /** Whether a file shows the pattern; null stands for a file that is no classic script (AMD). */
  concerns: (facts: ScriptFacts | null, source: string) => boolean;
}

/** A jscodeshift transform for scripts of pages, which also carries its definition. */
export interface PageTransform {
  (file: FileInfo, api: API, options: Options): Promise<string | undefined>;
  definition: PageTransformDefinition;
}

/**
 * Makes a transform for what pages load. Called by jscodeshift it plans all pages of the project around the file, as
 * scripts share their globals, and changes the file when it shows the pattern. The pages themselves are rewritten by
 * `esmigrate` only, as jscodeshift passes no HTML: what else has to change is reported.
 */
export function definePageTransform(definition: PageTransformDefinition): PageTransform {
  const transform = async (file: FileInfo, api: API): Promise<string | undefined> => {
    // Loaded when called: the stages stand above the transforms.
    const { transformPageScript } = await import('../alone-pages.js');
    return transformPageScript(definition, file.path, file.source, (message) => api.report(message));
  };
  return Object.assign(transform, { definition });
}
