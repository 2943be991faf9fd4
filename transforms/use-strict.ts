import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'use-strict',
  summary:
    "removes 'use strict', which every ES module has anyway; sloppy code becomes strict code that means the same",
  rewrite({ facts, plan, edits }) {
    if (plan.keepsUseStrict) return;
    for (const directive of facts.useStrict) edits.removeStatement(directive, { keepComments: true });
  },
});
