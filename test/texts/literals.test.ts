import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Where what members read is put together. */
const ROOMS = ['commands', 'src/bot', 'src/control', 'src/crowd', 'src/music'];
/** What is written there for operators, or is data. */
const OTHERS: Readonly<Record<string, string>> = {
  'src/bot/failure.ts': 'operators',
  'src/bot/Bot.ts': 'operators',
  'src/bot/StartPatience.ts': 'operators',
  'src/bot/rest/RestLimits.ts': 'operators',
  'src/bot/gateway/LogInTurn.ts': 'operators',
  'src/bot/gateway/PatientShard.ts': 'the log',
  'src/bot/gateway/PatientSharding.ts': 'operators',
  'src/control/Effects.ts': 'the log',
  'src/crowd/votes/filters.ts': 'tags of Lyria',
  'src/crowd/votes/voteState.ts': 'errors of developers',
  'src/crowd/typed/presets.ts': 'tags of Lyria',
  'src/crowd/mix/mixCode.ts': 'a dictionary',
  'src/music/vocabulary.ts': 'tags of Lyria',
  'src/music/controlSchemas.ts': 'errors of developers',
  'src/bot/gateway/GatewayPresence.ts': 'operators',
  'src/bot/recap/drawEvening.ts': 'SVG',
  'src/bot/recap/paintWorker.ts': 'a font',
  'src/bot/talk/tools.ts': 'instructions of a model',
  'src/music/describeSpoken.ts': 'instructions of a model',
};
/** Two words in a row. */
const SENTENCE = /\p{L}{2,} \p{L}{2,}/u;
const LOGGED = /(?:^|[.#])(?:log|debug|info|warn|error|fatal)$/iu;

/** A literal that nobody but the log and developers get to see. */
function isTechnical(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (ts.isNewExpression(at) && /Error|Gone|Refused/u.test(at.expression.getText())) return true;
    if (ts.isCallExpression(at) && LOGGED.test(at.expression.getText())) return true;
    if (ts.isImportDeclaration(at) || ts.isTypeNode(at)) return true;
  }
  return false;
}

function sentencesIn(path: string): readonly string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node);
    if (isText && SENTENCE.test(node.text) && !isTechnical(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('what members read is in src/texts and nowhere else', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const files = ROOMS.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: root }));
  expect(files.length).toBeGreaterThan(100);
  const strays = files
    .filter((file) => !Object.hasOwn(OTHERS, file))
    .flatMap((file) => sentencesIn(`${root}${file}`).map((text) => `${file}: ${text}`));
  expect(strays).toEqual([]);
});
