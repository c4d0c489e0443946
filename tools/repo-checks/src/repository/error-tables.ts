import ts from "typescript";
import { type RepositoryFiles, workspacePackages } from "./repository-files.ts";

/** A row of a package's error table, as its source states it. */
export interface ErrorRow {
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
}

/**
 * The error tables of all packages: `src/errors.ts` of each, read as text so that no package need be built. Examples
 * repeat the codes of the ports that they implement, and are skipped.
 */
export function errorTables(files: RepositoryFiles): ReadonlyMap<string, readonly ErrorRow[]> {
  const ours = workspacePackages(files).filter(({ folder }) => !folder.startsWith("examples/"));
  const tables = ours.flatMap(({ folder, manifest }) => {
    const text = files.get(`${folder}/src/errors.ts`);
    return text === undefined ? [] : [[manifest.name, rowsOf(text)] as const];
  });
  return new Map(tables);
}

function rowsOf(text: string): readonly ErrorRow[] {
  const file = ts.createSourceFile("errors.ts", text, ts.ScriptTarget.Latest, true);
  const rows: ErrorRow[] = [];
  const visit = (node: ts.Node): void => {
    const row = ts.isPropertyAssignment(node) ? rowOf(node) : null;
    if (row === null) ts.forEachChild(node, visit);
    else rows.push(row);
  };
  visit(file);
  return rows.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function rowOf(node: ts.PropertyAssignment): ErrorRow | null {
  const code = node.name.getText();
  if (!/^[A-Z][A-Z0-9_]+$/.test(code) || !ts.isObjectLiteralExpression(node.initializer)) return null;
  const texts = new Map(node.initializer.properties.flatMap(textOf));
  return { code, cause: texts.get("cause") ?? "", remedy: texts.get("remedy") ?? "" };
}

function textOf(property: ts.ObjectLiteralElementLike): [name: string, text: string][] {
  if (!ts.isPropertyAssignment(property)) return [];
  return [[property.name.getText(), literalText(property.initializer)]];
}

function literalText(value: ts.Expression): string {
  if (ts.isStringLiteralLike(value)) return value.text;
  return ts.isBinaryExpression(value) ? literalText(value.left) + literalText(value.right) : "";
}
