/** One file of the patch. `before`/`after` are the texts (UTF-8); a rename has another `newPath`. */
export interface FileChange {
  /** Path before, relative to the root. */
  path: string;
  /** Path after; the same as `path` unless the file is renamed. */
  newPath: string;
  /** null: the file does not exist before. */
  before: string | null;
  /** null: the file does not exist after. */
  after: string | null;
}
