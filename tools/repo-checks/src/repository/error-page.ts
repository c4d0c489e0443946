import type { ErrorRow } from "./error-tables.ts";

const INTRODUCTION = `# Errors

Every error of OHCS is an \`OhcsError\` with a stable \`code\`, a message, \`details\` for programs, a \`cause\` and a remedy.
Recognise it with \`isOhcsError(error, ...codes)\`, never with \`instanceof\`. Problems that the compiler finds are
diagnostics with codes of the same list. This page is made from the tables in each package's \`src/errors.ts\`
(\`npx vitest run -u error-page\` in \`tools/repo-checks\`); a test keeps both equal.
`;

/** The page \`docs/errors.md\` that these tables ask for. */
export function errorPage(tables: ReadonlyMap<string, readonly ErrorRow[]>): string {
  const sections = [...tables].map(([name, rows]) => `## ${name}\n\n${tableOf(rows)}`);
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

function tableOf(rows: readonly ErrorRow[]): string {
  const lines = rows.map(({ code, cause, remedy }) => `| \`${code}\` | ${cell(cause)} | ${cell(remedy)} |\n`);
  return `| code | cause | remedy |\n| --- | --- | --- |\n${lines.join("")}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
