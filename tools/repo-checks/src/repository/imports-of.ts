import ts from "typescript";

/** One import of a file: static, re-exporting, dynamic, or by `import.meta.resolve`. */
export interface Import {
  readonly specifier: string;
  /** Erased by the compiler: `import type` and `export type … from`. */
  readonly typeOnly: boolean;
}

/** The imports of a TypeScript file, in reading order. */
export function importsOf(path: string, text: string): Import[] {
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const found = importIn(node);
    if (found) imports.push(found);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return imports;
}

function importIn(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) return imported(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
  if (ts.isExportDeclaration(node)) return imported(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return imported(node.argument.literal, true);
  if (ts.isCallExpression(node) && loads(node.expression)) return imported(node.arguments[0], false);
  return undefined;
}

function imported(specifier: ts.Node | undefined, typeOnly: boolean): Import | undefined {
  return specifier && ts.isStringLiteralLike(specifier) ? { specifier: specifier.text, typeOnly } : undefined;
}

function loads(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  return (
    ts.isPropertyAccessExpression(callee) && callee.name.text === "resolve" && ts.isMetaProperty(callee.expression)
  );
}
