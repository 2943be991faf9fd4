import { testsOf } from '../../discover/packages.js';
import { commandsOf, toolName } from '../../discover/script-words.js';
import type { Package, Project } from '../../discover/project.js';
import type { Finding } from '../../finding.js';
import { editScripts } from './edited-scripts.js';
import { positionOf } from './package-json-text.js';

/** Options that turn coverage on, or that lab refuses without it; with the word that follows some of them. */
const coverageOptions =
  /\s+(?:-c|--coverage|--coverage-(?:all|flat)|(?:-t|--threshold|--coverage-pattern)(?:\s+|=)\S+|-t\d+)(?=\s|$)/g;

/**
 * lab measures coverage by instrumenting what is required, and ends without running anything where it is asked to do so
 * for tests that are ES modules. The scripts run it without the options that ask for coverage.
 * Source: `lib/cli.js` of lab 25 ("Cannot use code coverage with ES modules. Consider using c8").
 * @param converted files that become ES modules
 * @returns the new text of package.json, and the findings
 */
export function labEdits(
  project: Project,
  pack: Package,
  text: string,
  converted: ReadonlySet<string>,
): { text: string; findings: Finding[] } {
  const none = { text, findings: [] };
  if (!testsOf(project, pack).some(({ path }) => converted.has(path))) return none;
  const { text: edited, first } = editScripts(pack, text, withoutCoverage);
  if (first === null) return none;
  const finding: Finding = {
    rule: 'lab-coverage',
    severity: 'warning',
    file: pack.manifest,
    ...positionOf(pack.text, ['scripts', first]),
    message: 'lab refuses to measure the coverage of ES modules: scripts run it without those options.',
    advice: 'Install c8 and run c8 in front of lab, which takes the threshold, too: c8 --100 lab.',
  };
  return { text: edited, findings: [finding] };
}

/** A script whose commands run lab without coverage. */
function withoutCoverage(script: string): string {
  return commandsOf(script).reduceRight((changed, command) => {
    const tool = command.find((word) => toolName(word) === 'lab');
    if (!tool) return changed;
    const end = command.at(-1)!.end;
    const options = changed.slice(tool.end, end).replace(coverageOptions, '');
    return changed.slice(0, tool.end) + options + changed.slice(end);
  }, script);
}
