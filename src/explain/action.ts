import type { FilePlan } from '../decide/plan.js';
import type { Analysis } from '../migrate.js';
import type { Decision, Fact } from './decision.js';

const decisions: Record<FilePlan['action'], string> = {
  convert: 'becomes an ES module',
  cjs: 'stays CommonJS',
  leave: 'is left alone',
};

/** Why a file is converted, kept or left alone. */
export function explainAction({ plan, graph, findings }: Analysis, path: string): Decision {
  const { action, newPath, reason } = plan.files.get(path)!;
  const { file, facts } = graph.modules.get(path)!;
  const cause = findings.find((f) => isCause(f.message, path) && (f.file === path || f.message.startsWith(path)));
  const renamed = newPath === path ? '' : `, as ${newPath}`;
  const isEsm = file.esm || facts.syntax === 'esm';
  const decision = action === 'convert' && isEsm ? 'is an ES module already' : `${decisions[action]}${renamed}`;
  const found: Fact[] = [];
  if (reason !== null) found.push({ text: plainReason(reason), file: cause?.file ?? path, line: cause?.line ?? null });
  else if (action === 'convert' && !isEsm) found.push({ text: 'nothing in it needs CommonJS', file: path, line: null });
  if (file.roles.length > 0) found.push({ text: `its roles: ${file.roles.join(', ')}`, file: path, line: null });
  const rule = action === 'convert' ? 'convert' : (cause?.rule ?? (action === 'cjs' ? 'kept-commonjs' : 'left-alone'));
  return { about: 'file', rule, lines: null, code: null, decision, facts: found, better: cause?.advice ?? null };
}

/** True for the finding that says why a file stays as it is. */
function isCause(message: string, path: string): boolean {
  return /^(Stays CommonJS|Does not parse)/.test(message) || message.startsWith(`${path} stays CommonJS`);
}

/** The reason alone, where it was written as a whole sentence for a finding. */
function plainReason(reason: string): string {
  return reason.replace(/^.*?Stays CommonJS(?:, as \.cjs)?: /, '').replace(/\.$/, '');
}
