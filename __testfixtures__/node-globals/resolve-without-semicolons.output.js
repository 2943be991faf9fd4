import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)

;(function () {
  console.log(require.resolve('./resolve-without-semicolons'))
})()
