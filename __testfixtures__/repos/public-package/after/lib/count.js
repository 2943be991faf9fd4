export const words = text => text.split(/\s+/).filter(Boolean).length
export const lines = text => text.split('\n').length

const count = { words, lines }
export { count as default, count as 'module.exports' }
