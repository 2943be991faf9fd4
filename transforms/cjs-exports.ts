import { appendFacade } from '../src/rewrite/facade.js';
import { rewriteNamed } from '../src/rewrite/named-exports.js';
import { defineTransform } from '../src/rewrite/transform.js';
import { rewriteHolder, rewriteReexport, rewriteValue } from '../src/rewrite/value-export.js';

export const parser = 'babel';

export default defineTransform({
  id: 'cjs-exports',
  summary: 'module.exports and exports.x -> export',
  rewrite(context) {
    const { exports } = context.plan;
    switch (exports.kind) {
      case 'none': {
        // A transpiled marker without exports says nothing in a module.
        for (const call of context.facts.exports.calls) {
          if (call.kind === 'marker' && call.statement)
            context.edits.removeStatement(call.statement, { dropEdits: true });
        }
        return;
      }
      case 'named':
        rewriteNamed(context, exports);
        appendFacade(context, exports);
        return;
      case 'value':
        rewriteValue(context, exports);
        return;
      case 'holder':
        rewriteHolder(context, exports);
        return;
      case 'reexport':
        rewriteReexport(context, exports);
    }
  },
});
