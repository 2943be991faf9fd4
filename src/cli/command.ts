import { Command, CommanderError, Option } from 'commander';
import { UserError } from '../finding.js';
import { transformIds } from '../transforms-index.js';
import type { CliContext } from './context.js';
import { optionsTable, type OptionRow, type ParsedOptions } from './options-table.js';

/** What the user asked for. `shown`: help or version, which is printed already. */
export type Invocation =
  | { kind: 'shown' }
  | { kind: 'list' }
  | { kind: 'migrate' | 'graph' | 'explain'; positionals: string[]; options: ParsedOptions };

/**
 * Reads the arguments after the command's name.
 * @throws {UserError} unknown or malformed options, in one line
 */
export function readCommandLine(argv: readonly string[], context: CliContext): Invocation {
  let invocation: Invocation = { kind: 'shown' };
  let errorText = '';
  const program = new Command('esmigrate')
    .description('Moves a CommonJS repository to ES modules with named exports. A dry run unless --write is given.')
    .usage('[options] [paths...]\n       esmigrate <transform> [options] [paths...]')
    .argument('[paths...]', 'files, folders or globs; the whole project when there are none')
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => (errorText += text),
      getOutHelpWidth: () => context.stdout.columns ?? 100,
    })
    .addHelpText('after', transformsHelp())
    .action((positionals: string[], options: ParsedOptions) => {
      invocation = { kind: 'migrate', positionals, options };
    });
  for (const row of optionsTable) program.addOption(toOption(row));
  program
    .command('list')
    .description('list the transforms')
    .action(() => {
      invocation = { kind: 'list' };
    });
  program
    .command('graph')
    .description('show the require cycles with their files and lines; with --format json the whole module graph')
    .argument('[paths...]', 'files, folders or globs; the whole project when there are none')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', graphHelp)
    .action((positionals: string[]) => {
      invocation = { kind: 'graph', positionals, options: program.opts<ParsedOptions>() };
    });
  program
    .command('explain')
    .description(
      'say why a file (or a line of it) migrates as it does: the rules, their facts, and what would do better',
    )
    .argument('<file[:line]>', 'a source file of the project, with a line to hear about its requests alone')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', explainHelp)
    .action((place: string) => {
      invocation = { kind: 'explain', positionals: [place], options: program.opts<ParsedOptions>() };
    });
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new UserError(usageError(errorText || error.message), { cause: error });
  }
  return invocation;
}

const graphHelp = `
Takes the options that choose files and forms, as a migration does, and:
  --format json  one JSON document: every file with its requests (line, specifier, when it loads,
                 the file it loads), what the migration makes of it, and the cycles
`;

const explainHelp = `
Takes the options that choose files and forms, as a migration does, and:
  --format json  one JSON document: each decision with its rule, lines, facts (text, file, line),
                 and what would have allowed the more idiomatic form
`;

function toOption(row: OptionRow): Option {
  const option = new Option(row.flags, row.description).helpGroup(`${row.group}:`);
  if (row.choices !== undefined) option.choices(row.choices);
  if (row.default !== undefined) option.default(row.default);
  if (row.list) option.argParser((value, before: string[] = []) => [...before, ...splitList(value)]);
  return option;
}

/** Splits at commas that are not inside the braces of a glob. */
function splitList(value: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of value) {
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (character === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function transformsHelp(): string {
  const width = Math.max(...transformIds.map(({ id }) => id.length));
  const lines = transformIds.map(({ id, summary }) => `  ${id.padEnd(width)}  ${summary}`);
  return `\nTransforms:\n${lines.join('\n')}\n`;
}

/** Commander's own message, as one line with the next step. */
function usageError(text: string): string {
  const line = text
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${line}${/[.?)]$/.test(line) ? '' : '.'} See esmigrate --help.`;
}
