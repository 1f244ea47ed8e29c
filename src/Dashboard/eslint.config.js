import js from '@eslint/js';
import globals from 'globals';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['node_modules', 'dist', '../Api/wwwroot'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'vite.config.ts'],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return done();` in a switch of handlers is shorter than two statements and as clear.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // An empty text counts as none here.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
      '@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'lib', name: 'Response' }] }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Use api/http.ts.' }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@mantine/core',
              importNames: ['Loader'],
              message: 'Use shell/ui/Loading.tsx: a wheel needs a role for its name.',
            },
          ],
        },
      ],
    },
  },
  { files: ['src/api/http.ts'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['src/shell/ui/Loading.tsx'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['public/**/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['dev/**/*.mjs', 'eslint.config.js'], languageOptions: { globals: globals.node } },
);
