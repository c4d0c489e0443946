import ts from "typescript";

/** A function of a file, with the lines of its body (braces not counted). */
interface FunctionLength {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

/** Every function, method, accessor and constructor with a block body; nested functions count for themselves too. */
export function functionLengths(path: string, text: string): FunctionLength[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: FunctionLength[] = [];
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    const body = ts.isFunctionLike(node) && "body" in node ? node.body : undefined;
    if (body && ts.isBlock(body)) {
      const lines = Math.max(1, lineOf(body.end) - lineOf(body.getStart()) - 1);
      found.push({ name: nameOf(node), line: lineOf(node.getStart()) + 1, lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function nameOf(node: ts.Node): string {
  const named = ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) ? node.parent : node;
  const name = "name" in named ? named.name : undefined;
  return name ? (name as ts.Node).getText() : "(anonymous)";
}
