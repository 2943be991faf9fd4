exports.words = text => text.split(/\s+/).filter(Boolean).length
exports.lines = text => text.split('\n').length
