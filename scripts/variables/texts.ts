/** What README.md, .env.example and the compose files say of the variables, from their schema. */
import { environmentSchema, SECRET_VARIABLES, type VariableName } from '#src/environment.ts';
import { ranges, type VariableDoc, variableDocs } from '#src/variableTypes.ts';

/** As wide as the comments of the files are. */
const LINE_LENGTH = 99;

interface Variable extends VariableDoc {
  readonly name: VariableName;
  /** `2 to 1000`, where it is a number. */
  readonly range?: string;
}

const VARIABLES: readonly Variable[] = environmentSchema.keyof().options.map((name) => {
  const shape = environmentSchema.shape[name];
  const doc = variableDocs.get(shape);
  if (doc === undefined) throw new Error(`${name} is not documented: see src/environment.ts`);
  const range = ranges.get(shape.unwrap());
  return {
    name,
    ...doc,
    ...(range === undefined ? {} : { range: `${range.least} to ${range.most}` }),
  };
});

/** The text of one of the files, with what is generated in it renewed. */
export const GENERATED: Readonly<Record<string, (before: string) => string>> = {
  'README.md': (before) => between(before, '<!-- variables -->', '<!-- /variables -->', table()),
  '.env.example': () => example(),
  'compose.yaml': (before) => inCompose(before, ['DISCORD_TOKEN', 'DISCORD_TOKEN_FILE']),
  'compose.secrets.yaml': (before) => inCompose(before, SECRET_VARIABLES),
};

function table(): string {
  const rows = VARIABLES.map((each) => {
    const preset = each.inImage === undefined ? '' : `; \`${each.inImage}\` in the image`;
    return `| \`${each.name}\` | ${meaning(each)} | ${each.default}${preset} |`;
  });
  return ['| variable | meaning | default |', '|---|---|---|', ...rows].join('\n');
}

function meaning({ about, range }: Variable): string {
  return range === undefined ? about : `${about} (${range})`;
}

const HEAD = `# Copy to .env and fill in what you have. Everything is optional: with nothing set, \`npm start\`
# runs the whole bot offline against a Discord stand-in and the built-in music generator.
# Written by \`npm run variables\` from src/environment.ts.
`;
const RARELY = `
# --- Rarely needed ---------------------------------------------------------------------------
`;
const PRESET = `
# These stay commented out unless they are needed: empty, they would undo what the image sets.
`;

function example(): string {
  const usual = VARIABLES.filter(({ hint }) => hint !== undefined);
  const rare = VARIABLES.filter((each) => each.hint === undefined && each.inImage === undefined);
  const preset = VARIABLES.filter(({ inImage }) => inImage !== undefined);
  const parts = [
    HEAD,
    ...usual.map((each) => `\n${lines(each)}`),
    RARELY,
    ...rare.map(lines),
    PRESET,
    ...preset.map(lines),
  ];
  return parts.join('');
}

function lines(each: Variable): string {
  const about = capitalised(meaning(each)).replaceAll('`', '');
  const preset = each.inImage === undefined ? '' : `; ${each.inImage} in the image`;
  const fallback = each.default.replace(/^none: /, '').replaceAll('`', '');
  const said = `${about}. Default: ${fallback}${preset}`;
  const hint = each.hint === undefined ? '' : `. ${each.hint}`;
  const mark = each.inImage === undefined ? '' : '#';
  return `${wrapped(`${said}${hint}`)}\n${mark}${each.name}=\n`;
}

/** A value at the beginning stays as it is to be typed. */
function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function wrapped(text: string): string {
  const all: string[] = [];
  let line = '#';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > LINE_LENGTH) {
      all.push(line);
      line = '#';
    }
    line += ` ${word}`;
  }
  return [...all, line].join('\n');
}

/** Names alone pass on what is set, and nothing otherwise. */
function inCompose(before: string, elsewhere: readonly VariableName[]): string {
  const names = VARIABLES.filter(({ name }) => !elsewhere.includes(name));
  const entries = names.map(({ name, inImage }) =>
    inImage === undefined ? `      ${name}:` : `      ${name}: "${inImage}"`,
  );
  return between(before, '      # variables', '      # /variables', entries.join('\n'));
}

function between(before: string, begin: string, end: string, text: string): string {
  const start = before.indexOf(`${begin}\n`);
  const stop = before.indexOf(`${end}\n`);
  if (start < 0 || stop < start) throw new Error(`has no ${begin} ... ${end}`);
  return `${before.slice(0, start)}${begin}\n${text}\n${before.slice(stop)}`;
}
