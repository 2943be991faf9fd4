import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'use-strict',
  summary: "removes 'use strict', which every ES module has anyway, and makes implicit globals explicit",
  rewrite({ facts, edits }) {
    for (const directive of facts.useStrict) edits.removeStatement(directive, { keepComments: true });
    for (const fact of facts.sloppy) {
      if (fact.kind === 'implicit-global') edits.insertBefore(fact.range.start, 'globalThis.');
    }
  },
});
