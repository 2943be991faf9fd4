let conditionalValue = {};
if (process.env.NODE_ENV === 'production') {
  conditionalValue = { debug: false };
} else {
  conditionalValue = { debug: true };
}

export { conditionalValue as default };
