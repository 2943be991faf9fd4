import type { Format } from '../options-table.js';
import { diffReporter } from './diff.js';
import { jsonReporter } from './json.js';
import { prettyReporter } from './pretty.js';
import type { Reporter } from './report.js';

/** The reporter of each `--format`. */
export const reporters: Record<Format, Reporter> = {
  pretty: prettyReporter,
  diff: diffReporter,
  json: jsonReporter,
};
