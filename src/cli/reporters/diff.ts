import type { FilePatch } from '../../apply/patch.js';
import type { Colors } from '../colors.js';
import type { Reporter } from './report.js';

/** The patch and nothing else: what `git apply` takes. */
export const diffReporter: Reporter = {
  tellsAll: false,
  render: ({ patches, colors }) => renderPatches(patches, colors),
};

/** All patches as one text, colored where colors are on. */
export function renderPatches(patches: readonly FilePatch[], colors: Colors): string {
  const text = patches.map((patch) => patch.diff).join('');
  return colors.isColorSupported ? text.replace(/^.+$/gm, (line) => colorLine(line, colors)) : text;
}

function colorLine(line: string, colors: Colors): string {
  if (/^(diff --git|---|\+\+\+|rename |similarity |new file|deleted file)/.test(line)) return colors.bold(line);
  if (line.startsWith('@@')) return colors.cyan(line);
  if (line.startsWith('+')) return colors.green(line);
  return line.startsWith('-') ? colors.red(line) : line;
}
