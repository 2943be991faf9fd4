import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'transforms/*.js', '__testfixtures__', 'examples', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always'],
    },
  },
);
