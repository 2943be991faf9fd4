import type { DeclarationFacts } from '../analyse/facts.js';
import type { Inner } from './edits.js';
import { indentationAt } from './lines.js';

/** The comments in front of a declarator, and the one behind it on its line. */
export interface DeclaratorComments {
  leading: string[];
  trailing: string;
}

const COMMENT = /\/\*[^]*?\*\/|\/\/[^\r\n]*/g;

/** The comments of each declarator of `var a = 1, // one\n b = 2`, in order. */
export function declaratorComments(source: string, declaration: DeclarationFacts): DeclaratorComments[] {
  const found = declaration.declarators.map((): DeclaratorComments => ({ leading: [], trailing: '' }));
  declaration.declarators.forEach((_, i) => {
    const text = gapBefore(source, declaration, i);
    for (const comment of text.matchAll(COMMENT)) {
      const isBehind = i > 0 && !/[\r\n]/.test(text.slice(0, comment.index));
      if (isBehind) found[i - 1]!.trailing = comment[0].trimEnd();
      else found[i]!.leading.push(comment[0].trimEnd());
    }
  });
  return found;
}

/** What stands between a declarator and the one before it, or the keyword. */
function gapBefore(source: string, declaration: DeclarationFacts, index: number): string {
  const { declarators, kind, range } = declaration;
  const from = index === 0 ? range.start + kind.length : declarators[index - 1]!.end;
  return source.slice(from, declarators[index]!.start);
}

/**
 * A declaration without some of its declarators. Those that stay keep the text between them: layout and comments. The
 * comments in front of the first that stays are not in it, since they belong above the declaration.
 * @param kept indexes of the declarators that stay, at least one, in order
 * @param semi the end of the statement, where its last declarator goes
 */
export function withoutDeclarators(
  source: string,
  declaration: DeclarationFacts,
  kept: readonly number[],
  inner: Inner,
  semi: string,
): string {
  const { declarators, kind, range } = declaration;
  const comments = declaratorComments(source, declaration);
  let text = `${kind} ${inner(declarators[kept[0]!]!)}`;
  for (let place = 1; place < kept.length; place++) {
    const index = kept[place]!;
    const before = kept[place - 1]!;
    const gap = gapBefore(source, declaration, index);
    const gone = index - 1 === before ? '' : comments[index - 1]!.trailing;
    const behind = index - 1 === before ? '' : comments[before]!.trailing;
    text += joint(gap, gone, behind, indentationAt(source, range.start) + ' '.repeat(kind.length + 1));
    text += inner(declarators[index]!);
  }
  const last = kept.at(-1)!;
  if (last === declarators.length - 1) return text + source.slice(declarators[last]!.end, range.end);
  return text + semi + (comments[last]!.trailing === '' ? '' : ` ${comments[last]!.trailing}`);
}

/**
 * The text between two declarators that were no neighbours: the gap before the second, with the comment behind the first
 * in place of the comment behind the one that went.
 */
function joint(gap: string, gone: string, behind: string, indentation: string): string {
  const own = gone === '' ? gap : gap.replace(gone, '').replace(/[ \t]+(?=[\r\n]|$)/, '');
  if (behind === '') return own;
  const comma = own.indexOf(',');
  const isCommaFirst = /[\r\n]/.test(own.slice(0, comma));
  const rest = own.slice(comma + 1);
  if (isCommaFirst) return ` ${behind}${own}`;
  return `, ${behind}${/^\s*[\r\n]/.test(rest) ? rest : `\n${indentation}${rest.trimStart()}`}`;
}
