import { dirname, join } from "node:path";
import ts from "typescript";

/** The files of ours that a file imports, as paths from the repository's root: those that a bundle takes, and types. */
export interface Imports {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** Reads the imports and re-exports of a file; import() counts as a value's. */
export function importsOf(file: ts.SourceFile): Imports {
  const values = new Set<string>();
  const types = new Set<string>();
  const note = (specifier: ts.Node | undefined, isType: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteral(specifier) && /^\..*\.ts$/.test(specifier.text)) {
      (isType ? types : values).add(join(dirname(file.fileName), specifier.text).replaceAll("\\", "/"));
    }
  };
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      note(node.moduleSpecifier, isTypeImport(node));
    } else if (ts.isExportDeclaration(node)) {
      note(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      note(node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      note(node.argument.literal, true);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return { values: [...values], types: [...types] };
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) {
    return importClause !== undefined;
  }
  const { name, namedBindings } = importClause;
  const named = namedBindings !== undefined && ts.isNamedImports(namedBindings) ? namedBindings.elements : null;
  return name === undefined && named !== null && named.length > 0 && named.every(({ isTypeOnly }) => isTypeOnly);
}
