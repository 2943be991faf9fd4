/** What the parsed options look like; each field is made by one row of the table below. */
export interface ParsedOptions {
  write?: boolean;
  force?: boolean;
  transform?: string[];
  include?: string[];
  exclude?: string[];
  target: 'node' | 'browser' | 'bundler';
  node?: string;
  valueExports: 'named' | 'default';
  lazy: 'exact' | 'import';
  compat: boolean;
  format?: Format;
  out?: string;
  quiet?: boolean;
  debug?: boolean;
  color: boolean;
}

const formats = ['pretty', 'diff', 'json'] as const;
export type Format = (typeof formats)[number];

export interface OptionRow {
  /** As commander reads it: `--name`, `--name <value>`, `--no-name`. */
  flags: string;
  group: 'What to do' | 'Which files' | 'Which form' | 'Output';
  description: string;
  choices?: readonly string[];
  default?: string;
  /** May be given several times, and holds several values separated by commas. */
  list?: true;
}

/** The one table of options: `--help` and the README's table are made from it. */
export const optionsTable: readonly OptionRow[] = [
  { flags: '--write', group: 'What to do', description: 'apply the changes; without it nothing is written' },
  { flags: '--force', group: 'What to do', description: 'write even when the git tree has uncommitted changes' },
  {
    flags: '--transform <ids>',
    group: 'What to do',
    description: 'run only these transforms; also takes the path of any jscodeshift transform',
    list: true,
  },
  { flags: '--include <globs>', group: 'Which files', description: 'only files that match', list: true },
  { flags: '--exclude <globs>', group: 'Which files', description: 'no files that match', list: true },
  {
    flags: '--target <platform>',
    group: 'Which form',
    description: 'what runs the result',
    choices: ['node', 'browser', 'bundler'],
    default: 'node',
  },
  {
    flags: '--node <version>',
    group: 'Which form',
    description:
      'lowest Node version to support (default: engines.node, else 20.19.0, raised where the result needs it)',
  },
  {
    flags: '--value-exports <form>',
    group: 'Which form',
    description: 'how a single exported value that has a name is exported',
    choices: ['named', 'default'],
    default: 'named',
  },
  {
    flags: '--lazy <form>',
    group: 'Which form',
    description: 'lazy require() in async functions: keep its exact moment, or use import()',
    choices: ['exact', 'import'],
    default: 'exact',
  },
  { flags: '--no-compat', group: 'Which form', description: 'public entries need not stay loadable by require()' },
  {
    flags: '--format <format>',
    group: 'Output',
    description: 'default: pretty on a terminal and with --write, diff when a dry run is piped',
    choices: formats,
  },
  {
    flags: '--out <file>',
    group: 'Output',
    description: 'write the result to a file (default format: diff, or json for *.json)',
  },
  { flags: '--quiet', group: 'Output', description: 'no progress, no summary, only findings of severity error' },
  { flags: '--debug', group: 'Output', description: 'show stack traces of errors' },
  { flags: '--no-color', group: 'Output', description: 'no colors (also: NO_COLOR=1)' },
];

/** The README's table of options, in Markdown. */
export function optionsMarkdown(): string {
  const rows = optionsTable.map((row) => {
    const choices = row.choices && row.choices.map((choice) => `\`${choice}\``).join(', ');
    const fallback = row.default && `default \`${row.default}\``;
    const notes = [choices, fallback, row.list && 'repeatable'].filter(Boolean).join('; ');
    return `| \`${row.flags}\` | ${row.description}${notes && ` (${notes})`} |`;
  });
  return ['| Option | Meaning |', '|---|---|', ...rows, ''].join('\n');
}
