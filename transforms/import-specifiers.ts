import { quoteAt, stringLiteral } from '../src/rewrite/names.js';
import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'import-specifiers',
  summary: 'full file names in import specifiers: extensions, index files, percent-encoding',
  rewrite({ facts, plan, edits, source, style }) {
    for (const request of facts.requests) {
      const { form, specifier, json } = plan.requests[request.id]!;
      if (form === 'keep' && json && !/\b(with|assert)\b/.test(source.slice(request.argument.end, request.range.end)))
        edits.insertAfter(
          request.argument.end,
          ` with { type: ${stringLiteral('json', { quote: quoteAt(source, request.argument.start, style) })} }`,
        );
      const isOurs = form === 'keep' || (form === 'createRequire' && specifier !== null);
      if (!isOurs || specifier === null) continue;
      const literal = stringLiteral(specifier, { quote: quoteAt(source, request.argument.start, style) });
      // In a text that is run as code the quotes stay.
      const isInText = /['"`]/.test(source[request.argument.start - 1] ?? '');
      edits.replace(request.argument, isInText ? literal.slice(1, -1) : literal);
    }
    for (const { literal, from, to } of plan.renamedPaths) {
      const text = source.slice(literal.start, literal.end);
      const at = literal.start + text.lastIndexOf(from);
      edits.replace({ start: at, end: at + from.length }, to);
    }
  },
});
