import type { Finding } from '../finding.js';

/** 0: done, nothing of severity error. 1: findings of severity error. 2: bad usage, bad input, or our own fault. */
export const exitCode = { done: 0, findings: 1, failed: 2 } as const;

export function exitCodeOf(findings: readonly Finding[]): number {
  return findings.some((finding) => finding.severity === 'error') ? exitCode.findings : exitCode.done;
}
