import { renderPatches } from './diff.js';
import { renderFindings } from './findings.js';
import type { Reporter } from './report.js';
import { renderSummary } from './summary.js';

/** For a reader at a terminal. The patch is left out once it is applied: `git diff` shows it better. */
export const prettyReporter: Reporter = {
  tellsAll: true,
  render(report) {
    const patch = report.written ? '' : renderPatches(report.patches, report.colors);
    const summary = report.quiet ? '' : renderSummary(report);
    return renderFindings(report) + (patch && summary ? `${patch}\n` : patch) + summary;
  },
};
