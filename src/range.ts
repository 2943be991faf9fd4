/** Half-open UTF-16 offsets into a source text exactly as read. */
export interface Range {
  start: number;
  end: number;
}
