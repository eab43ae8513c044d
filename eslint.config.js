import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { imports } from './tools/fences/imports.mjs';

const tests = ['**/*.test.ts', '**/*.spec.ts', 'apps/*/test/**', 'apps/e2e/**'];
const configs = ['**/*.config.{ts,js,mjs}', 'apps/e2e/playwright.config.ts'];
const server = [
  'apps/api/src/**/*.ts',
  'libs/**/*.ts',
  'apps/web/src/**/*.server.ts',
  'apps/web/src/lib/server/**/*.ts',
];

const clockMessage =
  'The server asks the clock it was given (platform/clock), so that a test can set the time.';
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clockMessage },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: clockMessage,
  },
  { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: clockMessage },
];
const orm = [
  {
    selector: "CallExpression[callee.property.name='createQueryBuilder']",
    message: 'SQL is written as SQL, as a named function in x.sql.ts.',
  },
  {
    selector: "ImportSpecifier[imported.name='InjectRepository']",
    message: 'No injected repositories: the transaction is passed as tx, and visible.',
  },
];
const manyMessage = 'At most four parameters: give what belongs together a name and pass it as one.';
const parameters = [
  {
    selector: ':matches(FunctionDeclaration, ArrowFunctionExpression)[params.length>4]',
    message: manyMessage,
  },
  {
    selector: "MethodDefinition[kind!='constructor'] > FunctionExpression[params.length>4]",
    message: manyMessage,
  },
  {
    // Nest fills them in; still, who needs more than six parts does more than one thing.
    selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>6]",
    message: 'A class that needs more than six parts does more than one thing: split it by noun.',
  },
];
const always = [...parameters, ...orm];
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment is read once, in platform/config (the web: env.ts). Take it from there.',
};

// A size is an error with a number in it; the way out is a noun, not a second file of the same kind.
const size = (lines) => ({
  'max-lines': ['error', { max: lines }],
  'max-lines-per-function': ['error', { max: 60, skipComments: true }],
  'max-depth': ['error', 3],
});

const everywhere = {
  'vagval/imports': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'off',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'no-restricted-syntax': ['error', ...always],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // Empty classes with a decorator are how Nest names its modules.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  '@typescript-eslint/no-empty-function': ['error', { allow: ['private-constructors'] }],
  '@typescript-eslint/no-invalid-void-type': 'off',
  '@typescript-eslint/unified-signatures': 'off',
};

// The few rules that need types and find what a test does not.
const typed = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': [
    'error',
    { allowForKnownSafeCalls: ['it', 'test', 'describe'] },
  ],
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/only-throw-error': 'off',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default ts.config(
  {
    ignores: [
      '**/{node_modules,dist,build,compiled,.svelte-kit,test-results}/',
      '**/.{cache,nx,data*}/',
      'apps/web/test/canary/',
      'apps/web/static/',
    ],
  },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    plugins: { vagval: { rules: { imports } } },
    languageOptions: { globals: { ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...everywhere, ...size(400) },
  },
  {
    files: ['apps/{api,web}/**/*.ts', 'libs/**/*.ts'],
    ignores: [...configs, '**/*.svelte.ts', 'apps/web/src/service-worker/**'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  {
    files: ['**/*.ts'],
    ignores: [...configs, '**/*.d.ts'],
    rules: {
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true } },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
  {
    files: ['apps/web/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } },
    rules: {
      // Addresses carry their language already; Kit's resolve() is for sites served below a path.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['**/*.svelte'],
    // $props() is taken apart with let: a bindable one is assigned to.
    rules: {
      ...size(300),
      'max-lines-per-function': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
    },
  },
  { files: server, rules: { 'no-restricted-syntax': ['error', ...always, ...clock, environment] } },
  {
    files: ['apps/web/src/**'],
    ignores: server,
    rules: { 'no-restricted-syntax': ['error', ...always, environment] },
  },
  { files: ['apps/api/src/platform/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...always] } },
  {
    files: tests,
    rules: {
      ...size(600),
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/ban-ts-comment': 'off',
    },
  },
  // A migration is one long statement of SQL, and shorter in one piece than in ten.
  { files: ['apps/api/src/migrations/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['**/*.{js,mjs}'], rules: { 'no-undef': 'error', '@typescript-eslint/no-dynamic-delete': 'off' } },
);
