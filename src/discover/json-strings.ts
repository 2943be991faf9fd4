import { getNodePath, type Node } from 'jsonc-parser';

/** One string of a JSON text: a value, or the name of a property. */
export interface JsonString {
  value: string;
  isKey: boolean;
  /** Names of the properties that lead to it (array positions left out). */
  path: string[];
  /** The offset in the text of the n-th UTF-16 unit of the value, through escapes such as `\"`. */
  offsetOf: (unit: number) => number;
}

/** All strings below a node, in the order of the text. */
export function jsonStrings(text: string, node: Node): JsonString[] {
  if (node.type === 'string') {
    const isKey = node.parent?.type === 'property' && node.parent.children?.[0] === node;
    const path = getNodePath(node).filter((part): part is string => typeof part === 'string');
    return [{ value: String(node.value), isKey, path, offsetOf: (unit) => rawOffset(text, node, unit) }];
  }
  return (node.children ?? []).flatMap((child) => jsonStrings(text, child));
}

function rawOffset(text: string, node: Node, unit: number): number {
  let offset = node.offset + 1;
  for (let passed = 0; passed < unit; passed++) {
    if (text[offset] !== '\\') offset += 1;
    else offset += text[offset + 1] === 'u' ? 6 : 2;
  }
  return offset;
}
