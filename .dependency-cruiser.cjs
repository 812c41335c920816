/** The import rules of the architecture. Types count: a type that points upwards is a design that points upwards. */

/** From the bottom up: a layer imports from itself and from those before it. */
const LAYERS = [
  'numerics',
  'program',
  'targets',
  'oracle',
  'evaluation',
  'fitting',
  'search',
  'baselines',
  'verification',
  'codegen',
  'persistence',
  'protocol',
  'run',
  'client',
  'store',
  'components',
];

const CORE = LAYERS.slice(0, LAYERS.indexOf('client'));

/** @param {readonly string[]} layers */
const inLayers = (layers) => `^src/(${layers.join('|')})/`;

/** @param {string} name of an npm package, whether it resolves or not */
const npmPackage = (name) => `(^|/)node_modules/${name}(/|$)|^${name}(/|$)`;

const layerRules = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `${layer}-imports-downwards`,
  comment:
    `src/${layer} may import from its own layer and from those below it: ` +
    `${[...LAYERS.slice(0, index), layer].join(', ')}. One direction lets each layer be read, tested and replaced ` +
    'without knowing what is built on it.',
  severity: 'error',
  from: { path: inLayers([layer]) },
  to: { path: inLayers(LAYERS.slice(index + 1)) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'cli-on-the-engine',
      comment:
        'The command line sits on src/run and below: what needs the page, its workers or its store could not run in Node.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: inLayers(LAYERS.slice(LAYERS.indexOf('client'))) },
    },
    {
      name: 'cli-is-an-end',
      comment:
        'Nothing else imports from the command line: it is one of the two ends, the page is the other.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'main-is-an-end',
      comment:
        'The entries of the page and of its embedded view start things when they are loaded; index.html and embed.html alone load them.',
      severity: 'error',
      from: { pathNot: '^(index|embed)[.]html$' },
      to: { path: '^src/(main[.]tsx|components/embed/main[.]ts)$' },
    },
    {
      name: 'workers-on-the-engine',
      comment: 'Workers are thin shells around src/run and below: they have neither a page nor a store.',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: `${inLayers(LAYERS.slice(LAYERS.indexOf('client')))}|^src/cli/` },
    },
    {
      name: 'workers-are-started',
      comment:
        'A worker is started by its address (new Worker(new URL(...))), never imported as a module: that would run it in the page.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^workers/.*[.]worker[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-without-tests',
      comment:
        'Tests, scripts and golden data are no part of the product; the search reads no known results.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Modules of a cycle, types included, can only be understood, tested and changed together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '[.]d[.]ts$',
          '^tests/.*[.](test|spec)[.]tsx?$',
          '^tests/bench/main[.]ts$',
          '^workers/service[.]worker[.]ts$',
        ],
      },
      to: {},
    },
    {
      name: 'no-unreachable',
      comment:
        'Whatever is in src is reached from an end of the product (page, workers, command line): the rest is dead.',
      severity: 'error',
      from: {
        path: '^(src/main[.]tsx|src/components/embed/main[.]ts|src/cli/main[.]ts|workers/[^/]+[.]worker[.]ts)$',
      },
      to: {
        path: '^src/',
        pathNot: '[.]d[.]ts$|^src/main[.]tsx$|^src/components/embed/main[.]ts$|^src/cli/main[.]ts$',
        reachable: false,
      },
    },
    {
      name: 'unresolved',
      comment: 'An import that leads nowhere fails when it is reached.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[.]generated$' },
    },
    {
      name: 'core-without-node',
      comment:
        'What lies below src/cli runs in pages and workers as well as in Node; src/cli alone may use Node’s own modules.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'decimal-in-one-place',
      comment:
        'decimal.js has a global configuration: src/oracle/decimal.ts makes the project’s own constructor, and the oracle is the one authority on true values.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/oracle/decimal[.]ts$' },
      to: { path: npmPackage('decimal[.]js') },
    },
    {
      name: 'comlink-at-the-boundary',
      comment:
        'Threads are the business of client, workers and cli; the engine offers plain services with promises and does not know where it runs.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^(src/client/|src/cli/|workers/)' },
      to: { path: npmPackage('comlink') },
    },
    {
      name: 'plotly-in-plots',
      comment: 'What a plot shows is data; that plotly.js draws it is known to src/components/plots alone.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/components/plots/' },
      to: { path: npmPackage('plotly[.]js[^/]*') },
    },
    {
      name: 'plotly-behind-one-wrapper',
      comment:
        'One module loads the plotting library, when it is first needed, and hides its global state; the rest has types only.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/components/plots/plotly-view[.]tsx$' },
      to: { path: npmPackage('plotly[.]js[^/]*'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'react-in-components',
      comment: 'The store is plain; React is a skin over it, in src/components and the page’s entry.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/(components/|main[.]tsx$)' },
      to: { path: `${npmPackage('react')}|${npmPackage('react-dom')}` },
    },
    {
      name: 'zustand-in-store',
      comment: 'The page’s state has one home; the engine keeps none of it.',
      severity: 'error',
      from: { path: `${inLayers(CORE)}|^src/(cli|client)/|^workers/` },
      to: { path: npmPackage('zustand') },
    },
    {
      name: 'not-to-dev-dependencies',
      comment: 'What the product imports at run time must be among the dependencies of package.json.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-to-undeclared-packages',
      comment: 'A package that is there by accident, as some other’s dependency, may go or change with it.',
      severity: 'error',
      from: { path: '^(src|workers|tests)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // AssemblyScript has a compiler and import rules of its own.
    exclude: { path: '^src/evaluation/wasm/(kernel|wide-kernel|reference)/|[.]json$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.css', '.wgsl'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
    cache: false,
  },
};
