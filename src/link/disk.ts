import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { PackageJson, Project } from '../discover/project.js';
import { NotResolvable } from './package-map.js';

type Entry = 'file' | 'dir' | 'link';

/** The nearest package.json of a file. */
export interface Scope {
  dir: string;
  json: PackageJson;
}

/**
 * A memoised view of the file system, as far as resolution needs it. Inside the project a folder is listed once and every
 * candidate name is looked up in that list; outside (parent folders, global installations) single paths are asked for.
 * The project's own files and package.json texts lie over the disk, so that planned outputs resolve before they are written.
 * All paths are absolute; missing things are null, never an error.
 */
export class Disk {
  readonly root: string;
  private readonly listings = new Map<string, Map<string, Entry> | null>();
  private readonly overlay = new Map<string, Map<string, Entry>>();
  private readonly stats = new Map<string, 'file' | 'dir' | null>();
  private readonly realDirs = new Map<string, string>();
  private readonly manifests = new Map<string, PackageJson | null>();
  private readonly scopes = new Map<string, Scope | null>();

  constructor(project: Project) {
    this.root = realPath(project.root) ?? project.root;
    for (const { path } of project.files) this.overlayFile(join(this.root, path));
    for (const { manifest, json } of project.packages) {
      this.overlayFile(join(this.root, manifest));
      this.manifests.set(join(this.root, manifest), json);
    }
  }

  /** What a path is, symbolic links followed. */
  kind(path: string): 'file' | 'dir' | null {
    if (path === this.root) return 'dir';
    if (!this.isInside(path)) return this.stat(path);
    const entry = this.list(dirname(path))?.get(basename(path));
    return entry === 'link' ? this.stat(path) : (entry ?? null);
  }

  isFile(path: string): boolean {
    return this.kind(path) === 'file';
  }

  /** The names in a folder, sorted; [] when it is none. */
  names(dir: string): string[] {
    return [...(this.list(dir)?.keys() ?? [])].sort();
  }

  /** An existing file's path without symbolic links: the identity under which Node caches a module. */
  realFile(path: string): string {
    const dir = dirname(path);
    const isLink = !this.isInside(path) || this.list(dir)?.get(basename(path)) === 'link';
    if (isLink) return realPath(path) ?? path;
    let real = this.realDirs.get(dir);
    if (real === undefined) this.realDirs.set(dir, (real = realPath(dir) ?? dir));
    return join(real, basename(path));
  }

  /**
   * The package.json of a folder, null when it has none.
   * @throws NotResolvable when it is not a JSON object: Node throws ERR_INVALID_PACKAGE_CONFIG there
   */
  manifest(dir: string): PackageJson | null {
    const path = join(dir, 'package.json');
    let json = this.manifests.get(path);
    if (json === undefined) this.manifests.set(path, (json = this.isFile(path) ? parseManifest(path) : null));
    return json;
  }

  /** The package.json that governs a file: the nearest one above it, within its node_modules folder. */
  scope(dir: string): Scope | null {
    let scope = this.scopes.get(dir);
    if (scope === undefined) this.scopes.set(dir, (scope = this.findScope(dir)));
    return scope;
  }

  private findScope(dir: string): Scope | null {
    if (basename(dir) === 'node_modules') return null;
    const json = this.manifest(dir);
    if (json) return { dir, json };
    const parent = dirname(dir);
    return parent === dir ? null : this.scope(parent);
  }

  private isInside(path: string): boolean {
    return path.startsWith(this.root + sep);
  }

  private stat(path: string): 'file' | 'dir' | null {
    let kind = this.stats.get(path);
    if (kind === undefined) {
      this.stats.set(path, (kind = statKind(path)));
    }
    return kind;
  }

  private list(dir: string): Map<string, Entry> | null {
    let listing = this.listings.get(dir);
    if (listing === undefined) {
      const added = this.overlay.get(dir);
      const onDisk = this.mayExist(dir) ? readListing(dir) : null;
      listing = added || onDisk ? new Map([...(added ?? []), ...(onDisk ?? [])]) : null;
      this.listings.set(dir, listing);
    }
    return listing;
  }

  /** False when the parent's list, already at hand, lacks the folder: saves asking the disk for every `node_modules`. */
  private mayExist(dir: string): boolean {
    const siblings = this.listings.get(dirname(dir));
    if (siblings === undefined || !this.isInside(dir)) return true;
    const entry = siblings?.get(basename(dir));
    return entry === 'dir' || entry === 'link';
  }

  private overlayFile(path: string): void {
    for (let child = path, kind: Entry = 'file'; this.isInside(child); child = dirname(child), kind = 'dir') {
      const dir = dirname(child);
      let listing = this.overlay.get(dir);
      if (!listing) this.overlay.set(dir, (listing = new Map()));
      if (listing.has(basename(child))) return;
      listing.set(basename(child), kind);
    }
  }
}

function statKind(path: string): 'file' | 'dir' | null {
  try {
    return statSync(path).isDirectory() ? 'dir' : 'file';
  } catch (error) {
    return ignoreAbsent(error);
  }
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch (error) {
    return ignoreAbsent(error);
  }
}

function readListing(dir: string): Map<string, Entry> | null {
  try {
    const entries = readdirSync(dir, { withFileTypes: true });
    return new Map(entries.map((e) => [e.name, e.isSymbolicLink() ? 'link' : e.isDirectory() ? 'dir' : 'file']));
  } catch (error) {
    return ignoreAbsent(error);
  }
}

/** Absent and unreadable paths do not exist for Node's resolver either; any other failure is not ours to hide. */
function ignoreAbsent(error: unknown): null {
  const code = (error as NodeJS.ErrnoException).code;
  if (code && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'].includes(code)) return null;
  throw error;
}

function parseManifest(path: string): PackageJson {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw new NotResolvable(`${path} is not valid JSON`);
    throw error;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new NotResolvable(`${path} is not an object`);
  }
  return json as PackageJson;
}
