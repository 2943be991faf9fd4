import { locate } from '../analyse/parse.js';
import { originalOffset } from '../analyse/strict-form.js';
import type { Analysis } from '../migrate.js';

/** Something a decision rests on, and where it can be seen. */
export interface Fact {
  text: string;
  /** Relative to the project root. */
  file: string;
  /** 1-based; null: the file as a whole. */
  line: number | null;
}

/** One decision about one file. */
export interface Decision {
  about: 'file' | 'exports' | 'request';
  /** Stable id: the rule of a finding, or the form that was chosen. */
  rule: string;
  /** 1-based lines that it concerns; null: the whole file. */
  lines: { first: number; last: number } | null;
  /** The source text of a request; null for the others. */
  code: string | null;
  decision: string;
  facts: Fact[];
  /** What would have allowed the more idiomatic form; null where this is it. */
  better: string | null;
}

/** Lines in the files on disk, for offsets in the texts that the stages work with. */
export class Lines {
  constructor(private readonly analysis: Pick<Analysis, 'records'>) {}

  /** The 1-based line of an offset. */
  at(path: string, offset: number): number {
    const record = this.analysis.records.get(path);
    if (!record) return 1;
    const { original, source } = record;
    return original
      ? locate(original.source, originalOffset(original.rounds, offset), '').line
      : locate(source, offset, '').line;
  }

  span(path: string, { start, end }: { start: number; end: number }): { first: number; last: number } {
    return { first: this.at(path, start), last: this.at(path, Math.max(start, end - 1)) };
  }

  fact(text: string, path: string, offset: number | null): Fact {
    return { text, file: path, line: offset === null ? null : this.at(path, offset) };
  }
}
