/**
 * One pattern of scripts and what becomes of it, in one text file:
 *
 *     outcome: converted | falls back | refused
 *     gone: a text that the migrated scripts no longer hold
 *     keeps: a text that they still hold
 *     differs: the rule whose finding says that the page behaves in another way
 *
 *     --- a.js           a file of the program; pages that are not given load all scripts in order
 *     +++ a.js           what it has become
 *     +++ findings       `severity rule file:line:column message`
 *     +++ log index.html what the page logs, before and after
 *     +++ now index.html what it logs afterwards, where that differs
 */
export interface CatalogueFixture {
  outcome: string;
  gone: string[];
  keeps: string[];
  differs: string | null;
  before: Map<string, string>;
  after: Map<string, string>;
}

/** @throws {Error} on a line of the head that means nothing */
export function readFixture(text: string): CatalogueFixture {
  const fixture: CatalogueFixture = {
    outcome: '',
    gone: [],
    keeps: [],
    differs: null,
    before: new Map(),
    after: new Map(),
  };
  const [head, ...parts] = text.split(/^(?=(?:---|\+\+\+) )/m);
  for (const line of head!.split('\n').filter((l) => l.trim() !== '')) {
    const [, key, value] = /^(\w+): (.+)$/.exec(line) ?? [];
    if (key === 'outcome') fixture.outcome = value!;
    else if (key === 'gone') fixture.gone.push(value!);
    else if (key === 'keeps') fixture.keeps.push(value!);
    else if (key === 'differs') fixture.differs = value!;
    else throw new Error(`What is "${line}"?`);
  }
  for (const part of parts) {
    const end = part.indexOf('\n');
    const files = part.startsWith('---') ? fixture.before : fixture.after;
    files.set(part.slice(4, end), part.slice(end + 1));
  }
  return fixture;
}

/** The text of a fixture with new results. */
export function writeFixture(text: string, after: ReadonlyMap<string, string>): string {
  const given = text.split(/^(?=\+\+\+ )/m)[0]!;
  return given + [...after].map(([name, content]) => `+++ ${name}\n${content}`).join('');
}

/** The files of the program, with a page where none is given. */
export function programOf({ before }: CatalogueFixture): Map<string, string> {
  const files = new Map(before);
  if ([...files.keys()].some((path) => path.endsWith('.html'))) return files;
  const tags = [...files.keys()].filter((p) => p.endsWith('.js')).map((path) => `<script src="${path}"></script>\n`);
  return files.set('index.html', `<!doctype html>\n${tags.join('')}`);
}
