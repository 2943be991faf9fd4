import log from './log.js'

log('a')

;[1, 2].forEach(n => console.log(n))
