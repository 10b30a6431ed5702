/**
 * The import rules of docs/architecture.md, "The house".
 *
 * Root files of src/ that hold only plain types, values and helpers and that every room may import:
 * clock.ts, log.ts, failure.ts, conditions.ts, and the helper makeFolder.ts;
 * the one redactor, redact/createRedact.ts and Secrets.ts; src/music/, the plain data that both sides speak; and
 * src/texts/, what members read.
 */
const PLAIN =
  '^src/(((clock|log|failure|conditions|makeFolder)|redact/(createRedact|Secrets))\\.ts$|music/|texts/)';

/** What comes of reading words: plain types, limits, and pure questions about a word. */
const WORDS_DATA = '^src/words/(interpretation|translate|refusal/hurtful)\\.ts$';

/** A room may import itself, the plain files, packages, and what `allowed` names. */
const room = (name, ...allowed) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: {
    path: '^(src|commands|test|bench)/',
    pathNot: [`^src/${name}/`, PLAIN, ...allowed],
  },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '(^|/)main\\.ts$',
          '^src/ops/healthcheck\\.ts$',
          '^test/',
          '\\.config\\.ts$',
        ],
      },
      to: {},
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependencies-in-the-product',
      severity: 'error',
      from: { path: '^(src|commands)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    room('lyria', '^src/audio/'),
    // The Live API is Google's as well: the same sockets, the same refusals.
    room('live', '^src/lyria/', '^src/audio/'),
    room('audio'),
    {
      name: 'music-imports',
      severity: 'error',
      from: { path: '^src/music/' },
      to: { path: '^(src|commands|test|bench)/', pathNot: '^src/(music|texts)/' },
    },
    {
      name: 'texts-imports',
      severity: 'error',
      from: { path: '^src/texts/' },
      to: { path: '^(src|commands|test|bench)/', pathNot: '^src/texts/' },
    },
    room('crowd'),
    room('control', '^src/crowd/', '^src/media/protocol\\.ts$', '^src/words/refusal/hurtful\\.ts$'),
    room('words', '^src/crowd/'),
    room('station', '^src/lyria/', '^src/audio/'),
    room('keys', '^src/lyria/', '^src/station/', '^src/control/ports\\.ts$'),
    room('voice', '^src/audio/'),
    // Both sides of the wire, by their ports and plain types.
    room(
      'cluster',
      '^src/media/(protocol|StationVitals)\\.ts$',
      '^src/station/SessionGate\\.ts$',
      '^src/lyria/failure\\.ts$',
    ),
    room('media', '^src/station/', '^src/voice/', '^src/lyria/', '^src/live/', '^src/audio/'),
    room(
      'bot',
      '^commands/',
      '^src/control/',
      '^src/crowd/',
      '^src/store/',
      '^src/media/protocol\\.ts$',
      WORDS_DATA,
    ),
    room('store', '^src/crowd/', '^src/control/(StationRecord|ports|moments)\\.ts$'),
    // The health check reads the environment as the program does.
    room('ops', '^src/healthUrl\\.ts$'),
    room('generator', '^src/lyria/', '^src/live/', '^src/audio/', '^src/words/', '^src/crowd/'),
    room('sandbox', '^src/generator/', '^src/audio/', '^src/lyria/'),
    {
      name: 'commands-imports',
      severity: 'error',
      from: { path: '^commands/' },
      to: {
        path: '^(src|test|bench)/',
        pathNot: [PLAIN, '^src/control/', '^src/crowd/', WORDS_DATA],
      },
    },
    {
      name: 'only-main-test-and-bench-know-the-stand-ins',
      severity: 'error',
      from: {
        path: '^(src|commands)/',
        pathNot: ['^src/main\\.ts$', '^src/sandbox/', '^src/generator/'],
      },
      to: { path: '^src/(sandbox|generator)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
