'use strict';

// Kept in JavaScript because the house rules depend on where we run.
const onCi = Boolean(process.env.CI);

module.exports = {
  root: true,
  extends: 'eslint:recommended',
  env: { node: true, es2022: true },
  parserOptions: { ecmaVersion: 2022 },
  rules: {
    'no-unused-vars': onCi ? 'error' : 'warn',
    'no-console': 'off',
  },
};
