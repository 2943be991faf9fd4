import { relative, resolve } from 'node:path';
import type { Finding, Severity } from '../../finding.js';
import type { Colors } from '../colors.js';
import type { Report } from './report.js';

const groups: { severity: Severity; title: string; color: (colors: Colors) => (text: string) => string }[] = [
  { severity: 'error', title: 'Errors: cannot be preserved', color: (colors) => colors.red },
  { severity: 'warning', title: 'Warnings: preserved under a stated assumption', color: (colors) => colors.yellow },
  { severity: 'info', title: 'Notes', color: (colors) => colors.cyan },
];

/** The findings grouped by severity, the gravest first; each place can be clicked in a terminal. */
export function renderFindings(report: Report): string {
  const { colors, quiet } = report;
  let text = '';
  for (const { severity, title, color } of groups) {
    const findings = report.result.findings.filter((finding) => finding.severity === severity);
    if (findings.length === 0 || (quiet && severity !== 'error')) continue;
    text += `${color(colors)(colors.bold(`${title} (${findings.length})`))}\n`;
    for (const finding of findings) text += renderFinding(finding, report);
    text += '\n';
  }
  return text;
}

function renderFinding(finding: Finding, { result, cwd, colors }: Report): string {
  const path = relative(cwd, resolve(result.root, finding.file)) || finding.file;
  const place = colors.bold(`${path}:${finding.line}:${finding.column}`);
  return `  ${place}  ${finding.message} ${colors.dim(`[${finding.rule}]`)}\n      ${finding.advice}\n`;
}
