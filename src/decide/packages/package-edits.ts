import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChange } from '../../file-change.js';
import type { FileReference, Package, Project } from '../../discover/project.js';
import { isObject } from '../../discover/text.js';
import type { Finding } from '../../finding.js';
import { admitsOlder, neededRange } from './package-engines.js';
import { avaEdits } from './package-ava.js';
import { eslintEdits } from './package-eslint.js';
import { packageFindings } from './package-findings.js';
import { jestEdits } from './package-jest.js';
import { mochaEdits } from './package-mocha.js';
import { labEdits } from './package-lab.js';
import { positionOf, setJsonValue } from './package-json-text.js';
import { lostTapTests, tapEdits, tapPatternEdit } from './package-tap.js';
import { snapshotChanges } from './test-snapshots.js';
import { globEdits } from './package-globs.js';
import { applyTextEdits, referenceEdits } from './package-references.js';
import type { RequireNeed } from '../plan.js';

/** What was decided about the files, as far as packages and configurations are concerned. */
export interface PackageDecision {
  /** Files (old paths) that become ES modules. */
  converted: Set<string>;
  /** Old path to new path. */
  renamed: Map<string, string>;
  /** Old paths at which a module stays that passes the renamed file on. */
  oldPaths: ReadonlySet<string>;
  /** Files (old paths) that stay CommonJS. */
  keptCjs: Set<string>;
  requires: RequireNeed;
  /** Whether public entries stay requirable (`--no-compat` makes it false). */
  compat: boolean;
}

/**
 * The edits outside module code: `"type": "module"` for every package with converted files, full names in `main`, renamed
 * files followed wherever package.json and tool configurations name them, `engines` where it must rise, ESLint's
 * `sourceType`. All other characters stay.
 * Source: Node's documentation of packages (`type`, `main`, DEP0151).
 * @returns changes, and what a person has to know or do
 */
export function planPackageEdits(
  project: Project,
  decision: PackageDecision,
): { changes: FileChange[]; findings: Finding[] } {
  const texts = new Texts(project);
  const findings: Finding[] = [];
  const snapshots: FileChange[] = [];
  for (const [from, references] of referencesByFile(project)) {
    const globs = globEdits(
      project.globs.filter((glob) => glob.from === from),
      decision.renamed,
    );
    texts.edit(from, (text) => applyTextEdits(text, [...referenceEdits(text, references, decision), ...globs]));
  }
  for (const pack of packagesThatTurn(project, decision)) {
    texts.edit(pack.manifest, (text) => setMain(setType(text), pack, project, decision));
    const { requires } = decision;
    if (requires !== 'nothing') texts.edit(pack.manifest, (text) => raiseEngines(text, pack, requires, findings));
    findings.push(...eslintEdits(project, pack, decision.converted, (path, edit) => texts.edit(path, edit)));
    texts.edit(pack.manifest, (text) => {
      const jest = jestEdits(project, pack, text, decision);
      const ava = avaEdits(project, pack, jest.text, decision.converted);
      const mocha = mochaEdits(project, pack, ava.text, decision.renamed);
      const tap = tapEdits(project, pack, mocha.text);
      const lab = labEdits(project, pack, tap.text, decision.converted);
      findings.push(...jest.findings, ...ava.findings, ...mocha.findings, ...tap.findings, ...lab.findings);
      return tapPatternEdit(project, pack, lab.text, decision.renamed);
    });
    findings.push(...lostTapTests(project, pack, decision.renamed));
    findings.push(...packageFindings(project, pack, decision));
    const moved = snapshotChanges(project, pack, decision.renamed);
    snapshots.push(...moved.changes);
    findings.push(...moved.findings);
  }
  return { changes: [...texts.changes(), ...snapshots], findings };
}

/** Texts being edited, each read once. */
class Texts {
  private readonly before = new Map<string, string>();
  private readonly after = new Map<string, string>();

  constructor(private readonly project: Project) {}

  edit(path: string, change: (text: string) => string): void {
    const original = this.before.get(path) ?? this.read(path);
    this.before.set(path, original);
    this.after.set(path, change(this.after.get(path) ?? original));
  }

  changes(): FileChange[] {
    const paths = [...this.before.keys()].filter((path) => this.before.get(path) !== this.after.get(path)).sort();
    return paths.map((path) => ({ path, newPath: path, before: this.before.get(path)!, after: this.after.get(path)! }));
  }

  private read(path: string): string {
    const manifest = this.project.packages.find((pack) => pack.manifest === path);
    return manifest?.text ?? readFileSync(join(this.project.root, path), 'utf8');
  }
}

/** The references of each file that names source files, or matches them by globs. */
function referencesByFile({ references, globs }: Project): Map<string, FileReference[]> {
  const byFile = new Map<string, FileReference[]>(globs.map((glob) => [glob.from, []]));
  for (const reference of references) byFile.set(reference.from, [...(byFile.get(reference.from) ?? []), reference]);
  return byFile;
}

/** Packages that need `"type": "module"`: a converted file there takes its module system from package.json. */
function packagesThatTurn(project: Project, decision: PackageDecision): Package[] {
  const turning = new Set<number>();
  for (const file of project.files) {
    const path = decision.renamed.get(file.path) ?? file.path;
    if (decision.converted.has(file.path) && !/\.[cm][jt]s$/.test(path)) turning.add(file.package);
  }
  return project.packages.filter((pack, index) => turning.has(index) && pack.json.type !== 'module');
}

/** What a package.json usually opens with. */
const head = ['name', 'version', 'description', 'private'];

function setType(text: string): string {
  const before = ['main', 'module', 'exports', 'bin'];
  return setJsonValue(text, ['type'], 'module', before, head);
}

/**
 * A package without `main` and `exports` is its index.js. Importing that still works for an ES module, but prints DEP0151
 * for every user (measured on Node 20.20), and an index.cjs is not found at all: then `main` is written down.
 */
function setMain(text: string, pack: Package, project: Project, decision: PackageDecision): string {
  if (pack.json.main !== undefined || pack.json.exports !== undefined) return text;
  const prefix = pack.dir === '' ? '' : `${pack.dir}/`;
  const index = `${prefix}index.js`;
  if (!project.files.some((file) => file.path === index)) return text;
  const target = decision.renamed.get(index) ?? index;
  if (target === index && !(pack.published && decision.converted.has(index))) return text;
  return setJsonValue(text, ['main'], target.slice(prefix.length), ['module', 'bin'], [...head, 'type']);
}

function raiseEngines(text: string, pack: Package, need: keyof typeof neededRange, findings: Finding[]): string {
  const declared: unknown = pack.json.engines?.node;
  const range = typeof declared === 'string' ? declared : undefined;
  // A private application that names no version promises none, but nobody would guess the odd releases.
  if (range === undefined ? !pack.published && need === 'modules' : !admitsOlder(range)) return text;
  const { range: needed, why } = neededRange[need];
  const { engines } = pack.json;
  // The list of strings that old packages have says nothing to npm.
  const edited =
    engines === undefined || isObject(engines)
      ? setJsonValue(text, ['engines', 'node'], needed)
      : setJsonValue(text, ['engines'], { node: needed });
  findings.push({
    rule: 'engines',
    severity: 'info',
    file: pack.manifest,
    ...positionOf(pack.text, ['engines', 'node']),
    message: `engines.node becomes "${needed}"${range === undefined ? '' : ` (was "${range}")`}: ${why}.`,
    advice: 'Publish this as a major version, and test on those versions of Node.',
  });
  return edited;
}
