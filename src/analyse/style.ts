/** How a file is written, as far as new text should follow it. */
export interface Style {
  quote: "'" | '"';
  /** Statements end with semicolons. */
  semi: boolean;
  /** One level of indentation. */
  indent: string;
  eol: '\n' | '\r\n';
  /** Lists over several lines end with a comma. */
  trailingComma: boolean;
  /** `{ a }` rather than `{a}`. */
  bracketSpacing: boolean;
  /** `function f (a)` rather than `function f(a)`. */
  spaceBeforeParameters: boolean;
}

/** Enough text to tell the style by; counting more of a big file changes nothing. */
const SAMPLE = 4_000;

/** Comments and literals. A regular expression stands where a value is expected. */
const COMMENTS_AND_LITERALS =
  /(?<=[=(,:[!&|?{};]\s*|\breturn\s+)\/(?![*/])(?:[^\\/[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.)*\])+\/|\/\*[^]*?(?:\*\/|$(?![^]))|\/\/[^\r\n]*|^#![^\r\n]*|'(?:[^'\\\r\n]|\\[^])*'|"(?:[^"\\\r\n]|\\[^])*"|`(?:[^`\\]|\\[^])*`/g;

/**
 * Tells the style of a file by counting in its text, without parsing it. What the file doesn't show gets the usual
 * default: single quotes, semicolons, two spaces, LF, no trailing comma, spaces in braces.
 */
export function detectStyle(source: string): Style {
  return new DetectedStyle(source);
}

/** The same style but for some of its parts. */
export function styleWith(style: Style, parts: Partial<Style>): Style {
  return Object.create(style, Object.getOwnPropertyDescriptors(parts)) as Style;
}

/** The sample without comments and with empty literals, so that their content counts nowhere; and how these are quoted. */
interface Literals {
  code: string;
  single: number;
  double: number;
}

/** Counts for a question when it is first asked: most files ask few. */
class DetectedStyle implements Style {
  private readonly sample: string;
  private readonly known: Partial<Style & { literals: Literals; lines: string[] }> = {};

  constructor(private readonly source: string) {
    this.sample = source.slice(0, SAMPLE);
  }

  get quote(): Style['quote'] {
    return this.literals.double > this.literals.single ? '"' : "'";
  }

  get eol(): Style['eol'] {
    return (this.known.eol ??= usesCrLf(this.sample) ? '\r\n' : '\n');
  }

  get semi(): boolean {
    return (this.known.semi ??= usesSemicolons(this.lines));
  }

  get indent(): string {
    return (this.known.indent ??= indentationLevel(this.lines));
  }

  get trailingComma(): boolean {
    return (this.known.trailingComma ??= usesTrailingCommas(this.literals.code));
  }

  get bracketSpacing(): boolean {
    return (this.known.bracketSpacing ??= usesBracketSpacing(this.literals.code));
  }

  get spaceBeforeParameters(): boolean {
    return (this.known.spaceBeforeParameters ??= usesSpaceBeforeParameters(this.literals.code) ?? !this.semi);
  }

  private get literals(): Literals {
    return (this.known.literals ??= emptyLiterals(this.sample));
  }

  private get lines(): string[] {
    return (this.known.lines ??= this.findLines());
  }

  private findLines(): string[] {
    const lines = this.literals.code.split(/\r\n|\n|\r/);
    // The line that the sample cuts says nothing, unless there are hardly others: then the end of the file is its end.
    if (this.source.length > SAMPLE) {
      const cut = lines.pop()!;
      if (lines.length < 3) lines.push(cut + this.source.trimEnd().slice(-1));
    }
    return lines;
  }
}

function emptyLiterals(sample: string): Literals {
  let single = 0;
  let double = 0;
  const code = sample.replace(COMMENTS_AND_LITERALS, (text) => {
    const first = text[0]!;
    if (/^(\/[*/]|#)/.test(text)) return '';
    if (first === '/') return '""';
    if (first === "'" && !text.includes('"')) single++;
    if (first === '"' && !text.includes("'")) double++;
    return first + first;
  });
  return { code, single, double };
}

function usesCrLf(sample: string): boolean {
  return sample.includes('\r\n') && count(sample, /\r\n/g) > count(sample, /(?<!\r)\n/g);
}

function usesBracketSpacing(code: string): boolean {
  const tight = count(code, /(?<![)>]\s*)\{[A-Za-z_$][^{}\n]*\}/g);
  return tight <= count(code, /(?<![)>]\s*)\{[ \t]+[\w$][^{}\n]*\}/g);
}

/**
 * Named functions tell it. Where there are none, a style without semicolons that writes `function (a)` has the space
 * before all parameters (standard); with semicolons it has it before those of anonymous functions only.
 * @returns null where functions don't tell
 */
function usesSpaceBeforeParameters(code: string): boolean | null {
  const spaced = count(code, /\bfunction\b\s*\*?\s*[\w$]+[ \t]+\(/g);
  const tight = count(code, /\bfunction\b\s*\*?\s*[\w$]+\(/g);
  if (spaced !== tight) return spaced > tight;
  return /\bfunction[ \t]*\*?[ \t]+\(/.test(code) ? null : false;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** A line that starts a statement which may well end on it. */
const STATEMENT_START = /^\s*(?:const|let|var|import|export|return|throw|module\.exports|exports\.|[\w$.]+\(|''|"")/;
/** A line that goes on with the statement of the line before. */
const CONTINUATION = /^\s*(?:[.,?:+\-*/%&|^=<>)\]}]|in\b|instanceof\b)/;

function usesSemicolons(lines: readonly string[]): boolean {
  let balance = 0;
  const written = lines.filter((line) => /\S/.test(line)).map((line) => line.trimEnd());
  written.forEach((line, i) => {
    const next = written[i + 1] ?? '';
    // Statements that share a line are told apart by semicolons.
    balance += count(line.replace(/\bfor\s*\([^)]*\)/g, ''), /;[ \t]*[^\s;}]/g) - (/^\s*;/.test(line) ? 1 : 0);
    if (line.endsWith(';')) balance++;
    else if (/^\s*;[([`+\-/]/.test(line)) balance--;
    else if (
      STATEMENT_START.test(line) &&
      /[\w$)\]'"`}]$/.test(line) &&
      !(CONTINUATION.test(next) && !/^\s*\}/.test(next))
    )
      balance--;
    // The last property of an object that looks like a call, or the like, is rare enough to be outweighed.
  });
  return balance >= 0;
}

function indentationLevel(lines: readonly string[]): string {
  const counts = new Map<string, number>();
  let previous = '';
  for (const line of lines) {
    if (!/\S/.test(line)) continue;
    const indentation = /^[ \t]*/.exec(line)![0];
    if (indentation.length > previous.length && indentation.startsWith(previous)) {
      const level = indentation.slice(previous.length);
      // A deeper step is alignment, not a level.
      if (/^(?:\t| {2,8})$/.test(level)) counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    previous = indentation;
  }
  let best = '  ';
  for (const [level, number] of counts) if (number > (counts.get(best) ?? 0)) best = level;
  return best;
}

/** Looks at the lists with commas that stand over several lines, braces and brackets alike. */
function usesTrailingCommas(code: string): boolean {
  const open: { start: number; commas: number; semicolons: number }[] = [];
  let balance = 0;
  let list = open.at(-1);
  for (let at = 0; at < code.length; at++) {
    const char = code[at]!;
    if (char === '{' || char === '[' || char === '(') {
      list = { start: at, commas: 0, semicolons: 0 };
      open.push(list);
    } else if (list && char === ',') list.commas++;
    else if (list && char === ';') list.semicolons++;
    else if (list && (char === '}' || char === ']' || char === ')')) {
      const { start, commas, semicolons } = list;
      open.pop();
      list = open.at(-1);
      if (char === ')' || commas === 0 || semicolons > 0) continue;
      const content = code.slice(start + 1, at);
      if (!/^[ \t]*[\r\n]/.test(content)) continue;
      const last = content.trimEnd();
      if (/[\r\n]/.test(content.slice(last.length))) balance += last.endsWith(',') ? 1 : -1;
    }
  }
  return balance > 0;
}
