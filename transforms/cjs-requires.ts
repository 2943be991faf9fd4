import { rewriteRequests } from '../src/rewrite/requests.js';
import { defineTransform } from '../src/rewrite/transform.js';

export const parser = 'babel';

export default defineTransform({
  id: 'cjs-requires',
  summary: 'require() -> import',
  rewrite: rewriteRequests,
});
