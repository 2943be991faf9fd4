import type { Report } from './report.js';

/** What happened, in counts, and in the last lines what to do next. */
export function renderSummary(report: Report): string {
  const { result, colors } = report;
  const { files, converted, renamed, left, unparsed } = result.stats;
  const lines = patchSize(report);
  const parts = [
    `${converted} converted`,
    `${renamed} renamed`,
    `${left} left as they are`,
    ...(unparsed > 0 ? [colors.red(`${unparsed} not parsed`)] : []),
  ];
  const counts = `${colors.bold(`${count(files, 'file')}:`)} ${parts.join(', ')}${lines}.`;
  return [files === 0 ? colors.bold('No source files found.') : counts, ...nextSteps(report), ''].join('\n');
}

function patchSize({ patches }: Report): string {
  const added = patches.reduce((sum, patch) => sum + patch.added, 0);
  const removed = patches.reduce((sum, patch) => sum + patch.removed, 0);
  return added + removed > 0 ? ` (+${added} -${removed} lines)` : '';
}

function nextSteps({ result, patches, written, argv }: Report): string[] {
  const errors = result.findings.filter((finding) => finding.severity === 'error').length;
  const steps =
    errors > 0
      ? [
          `${count(errors, 'place')} above cannot be migrated as ${errors === 1 ? 'it stands' : 'they stand'}: see the advice there.`,
        ]
      : [];
  const changed = patches.filter((patch) => patch.diff !== '').length;
  if (changed === 0) {
    if (result.stats.files === 0) return [...steps, 'Next: check the paths, --include and --exclude.'];
    return errors > 0 ? steps : ['Nothing to change: all of this is ES modules already, or has to stay as it is.'];
  }
  if (written) {
    return [...steps, `Written: ${count(changed, 'file')}.`, 'Next: run the tests, look at git diff, commit.'];
  }
  return [
    ...steps,
    'Nothing was written: this was a dry run.',
    `Next: ${commandWith(argv, '--write')} applies it, or keep it as a patch: ${commandWith(argv, '> m.patch')} && git apply m.patch`,
  ];
}

/** The command as it was given, with one more argument. */
function commandWith(argv: readonly string[], addition: string): string {
  const words = argv.map((word) => (/^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`));
  return ['esmigrate', ...words, addition].join(' ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
