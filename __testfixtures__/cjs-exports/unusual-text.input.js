exports.line = 'a b';

exports.text = `
  kept   as it is
`;
