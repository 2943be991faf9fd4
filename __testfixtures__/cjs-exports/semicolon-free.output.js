const a = 1

export { a }

;[1, 2].forEach(n => console.log(n))

export const b = () => 2

export let c
;(function () {
  c = 3
})()
