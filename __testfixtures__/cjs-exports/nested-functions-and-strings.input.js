module.exports = {
  usage: 'one\
  two',
  parse(text) {
    return text.replace(/\}/g, () => {
      return `}
    `;
    });
  },
};
