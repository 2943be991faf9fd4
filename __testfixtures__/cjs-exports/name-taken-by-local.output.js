var format = require('util').format;

function formatValue(text) {
  return format('%s', text);
}
export { formatValue as format };
