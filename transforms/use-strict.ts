import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'use-strict',
  summary:
    "removes 'use strict', which every ES module has anyway; sloppy code becomes strict code that means the same",
  rewrite({ facts, edits }) {
    for (const directive of facts.useStrict) edits.removeStatement(directive, { keepComments: true });
  },
});
