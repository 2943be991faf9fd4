/** A script whose module would be wrong: a fault of ours, found before anything is written. */
export class NotWritable extends Error {
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}
