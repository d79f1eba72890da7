import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "..", "..");

/** What code says to people, and where it says what cannot be looked up. */
export interface SourceTexts {
  /** Each text with the file that says it. */
  readonly texts: ReadonlyMap<string, string>;
  /** Places whose text is no literal, so that nothing tells which translations it needs. */
  readonly unclear: readonly string[];
}

/** Every text that code puts through `t`, `counted` or `vscode.l10n.t`. */
export function sourceTexts(): SourceTexts {
  const texts = new Map<string, string>();
  const unclear: string[] = [];
  for (const file of globSync(["src/**/*.ts", "webview/**/*.ts"], { cwd: root })) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
    for (const said of spoken(source)) {
      const found = literalsOf(said);
      found.filter((text) => text !== "").forEach((text) => texts.set(text, file));
      if (found.length === 0) {
        unclear.push(`${file}: ${said.getText()}`);
      }
    }
  }
  return { texts, unclear };
}

/** The texts' arguments of all calls in a file. */
function spoken(source: ts.SourceFile): ts.Expression[] {
  const found: ts.Expression[] = [];
  const names = speakers(source);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && names.has(node.expression.getText())) {
      found.push(...textsOf(node, source));
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

/** The names of what speaks in a file: others may be called `t` or `counted` too. */
function speakers(source: ts.SourceFile): ReadonlySet<string> {
  const imports = source.statements
    .filter((statement) => ts.isImportDeclaration(statement))
    .filter(({ moduleSpecifier }) => /\/(l10n|text)\.ts"$/.exec(moduleSpecifier.getText()) !== null)
    .flatMap(({ importClause }) => importClause?.namedBindings ?? [])
    .flatMap((bindings) => (ts.isNamedImports(bindings) ? bindings.elements : []))
    .map(({ name }) => name.text);
  return new Set(["vscode.l10n.t", "l10n.t", ...imports.filter((name) => name === "t" || name === "counted")]);
}

function textsOf(
  { expression, arguments: [first, second] }: ts.CallExpression,
  source: ts.SourceFile,
): ts.Expression[] {
  const argument = expression.getText() === "counted" ? second : first;
  if (argument === undefined) {
    return [];
  }
  const said = ts.isIdentifier(argument) ? (constant(argument.text, source) ?? argument) : argument;
  return ts.isArrayLiteralExpression(said) ? [...said.elements] : [said];
}

/** What a constant of a file's own scope is, without its `as const`. */
function constant(name: string, source: ts.SourceFile): ts.Expression | undefined {
  const value = source.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => declarationList.declarations)
    .find((declaration) => declaration.name.getText() === name)?.initializer;
  return value !== undefined && ts.isAsExpression(value) ? value.expression : value;
}

/** What a literal, several joined by `+`, or a choice between literals can be; nothing for anything else. */
function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) {
    return [node.text];
  }
  if (ts.isParenthesizedExpression(node)) {
    return literalsOf(node.expression);
  }
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [literalsOf(node.whenTrue), literalsOf(node.whenFalse)];
    return yes.length === 0 || no.length === 0 ? [] : [...yes, ...no];
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const right = literalsOf(node.right);
    return literalsOf(node.left).flatMap((left) => right.map((rest) => left + rest));
  }
  return [];
}
