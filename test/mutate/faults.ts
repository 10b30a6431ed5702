import ts from 'typescript';

/** One small fault that somebody could have made. */
export interface Fault {
  /** Where the text begins and ends that is replaced, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** What was done, in a few words. */
  readonly what: string;
  /** From 1. */
  readonly line: number;
}

/** What goes into a log changes nothing that a member or a test of behaviour would notice. */
const IS_LOG = /\blog\w*\.(?:debug|info|warn|error)\(/;

const SWAPPED: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.LessThanToken]: '>=',
  [ts.SyntaxKind.LessThanEqualsToken]: '>',
  [ts.SyntaxKind.GreaterThanToken]: '<=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '<',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
};

/**
 * Every fault that can be put into a file: a comparison or a condition turned round, "and" for "or",
 * plus for minus, a call or an assignment left out, a flag flipped, the branches of a choice swapped,
 * a number doubled. Whether a bound belongs to its range is left alone: times are continuous, and most
 * such faults cannot be noticed by anybody.
 */
export function faultsIn(path: string, text: string): readonly Fault[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const faults: Fault[] = [];

  const replace = (node: ts.Node, replacement: string, what: string): void => {
    const start = node.getStart(source);
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    faults.push({ start, end: node.getEnd(), replacement, what, line });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      return;
    }
    if (IS_LOG.test(node.getText(source)) && ts.isExpressionStatement(node)) return;
    if (ts.isBinaryExpression(node) && !isText(node.left) && !isText(node.right)) {
      const swapped = SWAPPED[node.operatorToken.kind];
      if (swapped !== undefined) {
        replace(node.operatorToken, swapped, `${node.operatorToken.getText(source)} → ${swapped}`);
      }
    }
    if (ts.isIfStatement(node) && !ts.isBinaryExpression(node.expression)) {
      replace(node.expression, `!(${node.expression.getText(source)})`, 'condition turned round');
    }
    if (ts.isConditionalExpression(node)) {
      const { condition, whenTrue, whenFalse } = node;
      const [first, yes, no] = [condition, whenTrue, whenFalse].map((one) => one.getText(source));
      replace(node, `(${first}) ? (${no}) : (${yes})`, 'branches swapped');
    }
    if (ts.isExpressionStatement(node) && isDeed(node.expression)) {
      replace(node, ';', `left out: ${node.getText(source).split('\n')[0] ?? ''}`);
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, 'false', 'true → false');
    if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, 'true', 'false → true');
    if (ts.isNumericLiteral(node) && ts.isVariableDeclaration(node.parent)) {
      replace(node, `(${node.text} * 2 + 1)`, `${node.getText(source)} → twice as much`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteral(node) || ts.isTemplateExpression(node);
}

function isDeed(node: ts.Expression): boolean {
  if (ts.isAwaitExpression(node)) return isDeed(node.expression);
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  if (!ts.isCallExpression(node)) return false;
  // Without its super call a class cannot be made at all: nothing is learnt from that.
  return node.expression.kind !== ts.SyntaxKind.SuperKeyword;
}
