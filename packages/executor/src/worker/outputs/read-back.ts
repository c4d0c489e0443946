import type { Table } from "@ohcs/context";

/** What a file makes of the cells of tables. */
interface ReadBack {
  /** Does it preserve each cell? */
  readonly isExact: boolean;
  /** Columns whose cells have to be made texts again. */
  readonly texts: readonly string[];
}

/** Not sure to survive as a text: half a character, and what files use for marks and ends of lines. */
const FRAGILE = /[\p{Cs}\r\0\uFEFF]/u;

/**
 * How tables that lie one below the other in a file come back from it. Files keep numbers in full precision, texts and
 * booleans, as long as a column has cells of one kind; an empty text is a missing cell, and texts may be read as what they look like.
 */
export function readBack(tables: readonly Table[]): ReadBack {
  const names = [...new Set(tables.flatMap(({ columns }) => columns))];
  const forms = names.map((name) => formOf(tables, name));
  return {
    isExact: !forms.includes("lost") && !names.some((name) => FRAGILE.test(name) || name.includes("\n")),
    texts: names.filter((_, i) => forms[i] === "text"),
  };
}

/** What is missing, to which all belongs that is not finite, is of any kind. */
function formOf(tables: readonly Table[], name: string): "same" | "text" | "lost" {
  const texts: string[] = [];
  let kind: string | null = null;
  for (const { columns, rows } of tables) {
    const place = columns.indexOf(name);
    for (const row of place < 0 ? [] : rows) {
      const cell = row[place] ?? null;
      if (cell === null || (typeof cell === "number" && !Number.isFinite(cell))) continue;
      kind ??= typeof cell;
      if (typeof cell !== kind) return "lost";
      if (typeof cell === "string") texts.push(cell);
    }
  }
  return kind === "string" ? formOfTexts(texts) : "same";
}

function formOfTexts(texts: readonly string[]): "same" | "text" | "lost" {
  if (texts.some((text) => text === "" || FRAGILE.test(text))) return "lost";
  if (texts.some(isClearly)) return "same";
  return texts.every((text) => isBoolean(text) || String(Number(text)) === text) ? "text" : "lost";
}

/** Can this be read as nothing but a text, and so its whole column? */
function isClearly(text: string): boolean {
  return Number.isNaN(Number(text)) && !isBoolean(text);
}

function isBoolean(text: string): boolean {
  return text === "true" || text === "false";
}
