import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { noInexactPower } from './scripts/no-inexact-power.mjs';

/** Where the same inputs must give the same bits everywhere. */
const DETERMINISTIC = ['numerics', 'program', 'targets', 'oracle', 'evaluation', 'fitting', 'search'].map(
  (layer) => `src/${layer}/**/*.ts`,
);

/** IEEE 754 leaves these to the implementation: engines differ in their last bits. */
const INEXACT_FUNCTIONS = [
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atan2',
  'atanh',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'hypot',
  'log',
  'log10',
  'log1p',
  'log2',
  'pow',
  'sin',
  'sinh',
  'tan',
  'tanh',
];

export default defineConfig(
  {
    ignores: [
      'dist/',
      'dist-cli/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      '**/*.generated.ts',
      // AssemblyScript: another language in TypeScript's syntax.
      'src/evaluation/wasm/kernel/',
      'src/evaluation/wasm/wide-kernel/',
      'src/evaluation/wasm/reference/',
    ],
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        // The first project that has the file decides which globals it sees.
        project: [
          'tsconfig.core.json',
          'tsconfig.app.json',
          'tsconfig.workers.json',
          'tsconfig.node.json',
          'tsconfig.tests.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An index below the length of a typed array is proven by the loop around it, not by the type.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Indexed loops are the form of numerical code; its typed arrays are walked by several indices at once.
      '@typescript-eslint/prefer-for-of': 'off',
      // Numbers and booleans have one obvious text.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowAny: false, allowNullish: false, allowRegExp: false },
      ],
      // `() => store.set(value)` as a handler reads well and returns nothing that is used.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A method without `await` may have to return a promise because its interface says so.
      '@typescript-eslint/require-await': 'off',
      // A parameter that an interface asks for may go unused when its name says so.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['src/**/*.tsx', 'src/components/**/*.ts'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  {
    files: ['src/store/**/*.ts'],
    // Components take single actions out of the state: as properties they have no `this` to lose.
    rules: { '@typescript-eslint/method-signature-style': ['error', 'property'] },
  },
  {
    files: DETERMINISTIC,
    plugins: { ulpforge: { rules: { 'no-inexact-power': noInexactPower } } },
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Use the seeded streams of numerics/random: a run must be reproducible from its seed.',
        },
        ...INEXACT_FUNCTIONS.map((property) => ({
          object: 'Math',
          property,
          message:
            'Engines differ in its last bits, and then runs would: use the oracle, or exact operations (+ - * / sqrt).',
        })),
      ],
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: 'No decision of the engine may depend on the clock.' },
        { name: 'performance', message: 'No decision of the engine may depend on the clock.' },
        { name: 'setTimeout', message: 'Pacing belongs to the coordinator of a run, in src/run.' },
      ],
      'ulpforge/no-inexact-power': 'error',
    },
  },
  {
    // Compare the speed of evaluators whose results are the same bits, size dispatches, or time what a user asks for: the
    // clock chooses, but decides nothing.
    files: ['src/evaluation/speedup.ts', 'src/evaluation/webgpu/{pace,stopwatch}.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    // Loaded by the page as they are: no TypeScript project has them.
    files: ['public/**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: false } },
  },
);
