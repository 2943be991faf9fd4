import type { Member, MembersPlan } from './script-plan.js';

/** How the copies of a namespace are exported. */
export interface Copies {
  /** What never changes is exported again, from where it stands. */
  again: Member[];
  /** The others, and those that the script uses itself, take the value at the moment of the copy. */
  values: Member[];
}

/** Sorts the members that a loop copied. */
export function copiesOf({ clone, members, forms }: MembersPlan): Copies {
  const copies = members.filter((m) => m.from === 'copied' && m.id === clone?.id);
  const form = clone ? forms.get(clone.id) : undefined;
  const used = form?.kind === 'named' ? form.locals : new Map<Member, string>();
  const isSame = (copy: Member): boolean => !copy.live && !clone!.of.get(copy)!.live && !used.has(copy);
  return { again: copies.filter(isSame), values: copies.filter((copy) => !isSame(copy)) };
}
