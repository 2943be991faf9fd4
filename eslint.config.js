import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'transforms/*.js', '__testfixtures__', 'examples', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // `== null` is the short form of "neither null nor undefined".
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // A walk up the scopes starts at `this`.
      '@typescript-eslint/no-this-alias': ['error', { allowedNames: ['scope'] }],
    },
  },
);
