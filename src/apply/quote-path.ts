/** The short escapes of a C string; every other byte outside printable ASCII is written in octal. */
const shortEscapes: Record<number, string> = {
  0x07: '\\a',
  0x08: '\\b',
  0x09: '\\t',
  0x0a: '\\n',
  0x0b: '\\v',
  0x0c: '\\f',
  0x0d: '\\r',
  0x22: '\\"',
  0x5c: '\\\\',
};

/**
 * A path as git writes it in a patch header: as it stands, or as a C string in double quotes when it holds control
 * characters, quotes, backslashes or bytes above ASCII (git's `core.quotePath`; see `git help diff`, "diff format").
 */
export function quotePath(path: string): string {
  let quoted = '';
  let needed = false;
  for (const byte of Buffer.from(path, 'utf8')) {
    const short = shortEscapes[byte];
    const plain = short === undefined && byte >= 0x20 && byte < 0x7f;
    needed ||= !plain;
    quoted += plain ? String.fromCharCode(byte) : (short ?? `\\${byte.toString(8).padStart(3, '0')}`);
  }
  return needed ? `"${quoted}"` : path;
}
