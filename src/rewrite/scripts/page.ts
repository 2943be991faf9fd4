import { Edits, type Range } from '../edits.js';
import type { PageScript } from '../../discover/pages.js';
import { indentationAt, isAloneOnLine, isBlank, lineEnd, lineStart, skipLineEnd } from '../lines.js';

/** What becomes of one `<script>` element. */
export type ElementEdit =
  /** One module entry in its place. */
  | { kind: 'module'; src: string | null; code: string | null }
  /** Gone: the entry before it loads its script. */
  | { kind: 'remove' }
  /** A new element, on a line of its own where the one before has one. */
  | { kind: 'insert'; src: string }
  /** Waits for the modules before it. */
  | { kind: 'defer' };

/** An attribute that another text takes the place of; null: it goes. */
export interface AttributeEdit {
  range: Range;
  text: string | null;
}

/** Rewrites the script elements of a page, and attributes; everything else keeps its text. */
export function rewritePage(
  text: string,
  elements: readonly { element: PageScript; edit: ElementEdit }[],
  attributes: readonly AttributeEdit[] = [],
): string {
  const edits = new Edits(text);
  for (const { range, text: now } of attributes) {
    if (now !== null) edits.replace(range, now);
    else edits.remove({ start: text.slice(0, range.start).trimEnd().length, end: range.end });
  }
  let last = -1;
  for (const { element, edit } of elements) {
    const isNext = last >= 0 && isBlank(text.slice(last, element.element.start));
    if (edit.kind === 'remove') removeElement(edits, element.element, isNext ? last : null);
    else if (edit.kind === 'insert') {
      const { start } = element.element;
      const tag = `<script type="module" src="${edit.src}"></script>`;
      edits.insertAfter(start, `${text.includes('\r\n') ? '\r\n' : '\n'}${indentationAt(text, start)}${tag}`);
    } else if (edit.kind === 'defer') edits.insertBefore(nameEnd(text, element), ' defer');
    else {
      const type = element.attributes.get('type');
      if (type) edits.replace(type.range, 'type="module"');
      else edits.insertBefore(nameEnd(text, element), ' type="module"');
      const language = element.attributes.get('language');
      if (language)
        edits.remove({ start: text.slice(0, language.range.start).trimEnd().length, end: language.range.end });
      const src = element.attributes.get('src');
      if (edit.src !== null && src && src.value !== edit.src) {
        const quote = /=\s*(["']?)/.exec(text.slice(src.range.start, src.range.end))?.[1] ?? '';
        edits.replace(src.range, `src=${quote || '"'}${edit.src}${quote || '"'}`);
      }
      if (edit.code !== null && element.code) edits.replace(element.code, edit.code);
    }
    last = element.element.end;
  }
  return edits.toString();
}

/** Behind `<script`. */
function nameEnd(text: string, element: PageScript): number {
  return element.startTag.start + /^<\s*[a-z]+/i.exec(text.slice(element.startTag.start))![0].length;
}

/**
 * Takes an element out, with its line where nothing else stands on it.
 * @param after where the element before it ends, if nothing but blank lines is between: those go too
 */
export function removeElement(edits: Edits, range: Range, after: number | null = null): void {
  const { source } = edits;
  const end = skipLineEnd(source, lineEnd(source, range.end));
  const line = lineStart(source, range.start);
  if (isAloneOnLine(source, range))
    edits.remove({ start: after === null ? line : Math.min(line, skipLineEnd(source, lineEnd(source, after))), end });
  else if (isBlank(source.slice(range.end, lineEnd(source, range.end))))
    edits.remove({ start: source.slice(0, range.start).trimEnd().length, end: range.end });
  else edits.remove(range);
}
