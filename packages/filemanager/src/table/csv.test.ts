import { isOhcsError, type Table } from "@ohcs/context";
import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { formatCsv, parseCsv, parseCsvWithLines } from "./csv.ts";

test("formatCsv() writes full precision, empty cells for missing values, and never NaN", () => {
  const rows = [
    [0.1 + 0.2, 1e21, null, "a,b"],
    [Number.NaN, -0, Number.POSITIVE_INFINITY, 'say "x"'],
  ];
  expect(formatCsv({ columns: ["a", "b", "c", "d"], rows })).toBe(
    'a,b,c,d\n0.30000000000000004,1e+21,,"a,b"\n,0,,"say ""x"""\n',
  );
});

test("parseCsv() reads a column as numbers only if all its cells are", () => {
  const { rows } = parseCsv("id,dose,mixed,flag\n007,1.50,1,true\n010,-2e3,DMSO,false\n", "map.csv");
  expect(rows).toEqual([
    ["007", 1.5, "1", true],
    ["010", -2000, "DMSO", false],
  ]);
});

test.each([
  ["commas and CRLF", "a,b\r\n1,2\r\n"],
  ["semicolons", "a;b\n1;2\n"],
  ["tabs, and no newline at the end", "a\tb\n1\t2"],
  ["a byte order mark and blank lines", "\uFEFFa,b\n\n1,2\n\n"],
])("parseCsv() reads %s", (_, text) => {
  expect(parseCsv(text, "t.csv")).toEqual({ columns: ["a", "b"], rows: [[1, 2]] });
});

test.each([
  ["a quote that is never closed", 'a,b\n1,"2\n'],
  ["a short row", "a,b\n1\n"],
  ["a column named twice", "a,a\n1,2\n"],
])("parseCsv() refuses %s", (_, text) => {
  expect(() => parseCsv(text, "bad.csv")).toThrow(
    expect.toSatisfy((error) => isOhcsError(error, "TABLE_UNREADABLE") && error.message.includes("'bad.csv'")),
  );
});

test("a whole number that would lose digits stays a text, and so does one beyond what numbers hold", () => {
  const texts = ["9007199254740993", "-9007199254740993", "123456789012345678901234", "1e400", "-1e400", "1e-400"];
  for (const text of texts)
    expect(parseCsv(`a,b\n${text},1\n2,2\n`, "t.csv").rows).toEqual([
      [text, 1],
      ["2", 2],
    ]);
  const numbers = [2 ** 53, 2 ** 60, 1e21, 1.5e300, 5e-324, -(2 ** 53) + 1, 0];
  const table: Table = { columns: ["a"], rows: numbers.map((number) => [number]) };
  expect(parseCsv(formatCsv(table), "t.csv")).toEqual(table);
});

test("lines that end in several ways are read alike; ends inside quotes are part of the text", () => {
  const text = 'a,"b\r\nc"\r\n1,"x ""y""\r"\n2,5"\r3,""\r\r\n4,"\r\n"';
  const rows = [
    [1, 'x "y"\r'],
    [2, '5"'],
    [3, null],
    [4, "\r\n"],
  ];
  expect(parseCsv(text, "t.csv")).toEqual({ columns: ["a", "b\r\nc"], rows });
});

const FORMULAS = [
  "=1+1",
  '=HYPERLINK("x")',
  "+A1",
  "-A1",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "＝1",
  "'=1",
  "''-x",
  "-e5",
];

test("no text of a table begins a formula where a spreadsheet opens it, and each is read back as it was", () => {
  const table: Table = { columns: ["=a", "b"], rows: FORMULAS.map((text, i) => [text, i]) };
  const text = formatCsv(table);
  expect(text.split("\n")[0]).toBe("'=a,b");
  for (const formula of FORMULAS) expect(formatCsv({ columns: ["x"], rows: [[formula]] })).toMatch(/^x\n"?'/);
  expect(parseCsv(text, "t.csv")).toEqual(table);
});

test("numbers, signs and apostrophes are not formulas and are written unchanged", () => {
  const texts = ["-1.5", "+3", "-", "+1e5", "-.5", "'x", "'", "a=b", "it's", "x@y"];
  const table: Table = { columns: ["text", "number"], rows: texts.map((text) => [text, -1.5]) };
  expect(formatCsv(table)).toBe(`text,number\n${texts.map((text) => `${text},-1.5\n`).join("")}`);
  expect(parseCsv(formatCsv(table), "t.csv")).toEqual(table);
});

test("a table of 200,000 columns, and one that is all quotes, are read within seconds", () => {
  const before = process.cpuUsage();
  const columns = Array.from({ length: 200_000 }, (_, i) => `c${i}`);
  const table: Table = { columns, rows: [columns.map((_, i) => i), columns.map((_, i) => -i - 1)] };
  expect(parseCsv(formatCsv(table), "t.csv")).toEqual(table);
  for (const text of [
    `a,b\r\n${'"'.repeat(500_001)}`,
    `a,b\n${'"x'.repeat(200_000)}`,
    `a\r\n${'"x",\r\n'.repeat(100_000)}`,
  ])
    expect(() => parseCsv(text, "t.csv")).toThrow(expect.toSatisfy((error) => isOhcsError(error, "TABLE_UNREADABLE")));
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(10);
});

test("parseCsv() inverts formatCsv() for columns of one type", () => {
  const odd = fc.stringMatching(/^['=+\-@\t\r\n",;1a]+$/);
  const text = fc
    .oneof(fc.string({ minLength: 1 }), odd)
    .filter((value) => /[^\d.eE+-]/.test(value) && !/^(true|false)$/.test(value));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
  const row = fc.tuple(fc.option(number), fc.option(text), fc.option(fc.boolean()), fc.option(fc.integer()));
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const table: Table = { columns: ["number", "text", "flag", "count"], rows };
      const isTextColumn = rows.every(([, value]) => value === null || value.replace(/\s/g, "") !== "");
      fc.pre(isTextColumn);
      expect(parseCsv(formatCsv(table), "t.csv")).toEqual(table);
    }),
  );
});

test("parseCsvWithLines() counts the lines of the file: empty ones, and those inside quotes", () => {
  const text = 'well,note\r\nA01,"two\r\nlines"\r\n\r\nA02,x\nA03,y\n';
  expect(parseCsvWithLines(text, "map.csv").lines).toEqual([2, 5, 6]);
  expect(parseCsvWithLines("", "map.csv").lines).toEqual([]);
});

test("formatCsv() puts quotes where a library does that", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[ a",;\r\n\uFEFF]+$/));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (texts) => {
      const rows = texts.filter((row) => row.every((cell) => !/^'*[=+\-@\t\r\n＝＋－＠]/.test(cell)));
      const table = { columns: ["a", "b"], rows };
      expect(formatCsv(table)).toBe(`${Papa.unparse([table.columns, ...rows], { newline: "\n" })}\n`);
    }),
  );
});

test("numbers are written as String writes them, alone and beside each other; what is not finite is missing", () => {
  const numbers = [0, -0, 1, -1.5, 0.1 + 0.2, 1e21, 123456789012345680000, 5e-324, -1.7976931348623157e308, 1e-7];
  const columns = [...numbers, "text", "last"].map((_, i) => `c${i}`);
  const rows = [
    [...numbers, "a", 7],
    [...numbers.slice(0, 4), Number.NaN, ...numbers.slice(5, 9), Number.POSITIVE_INFINITY, null, true],
  ];
  const written = rows.map((row) => row.map((cell) => (Number.isFinite(cell) ? String(cell) : cell)));
  const missing = written.map((row) => row.map((cell) => (typeof cell === "number" ? "" : (cell ?? ""))));
  expect(formatCsv({ columns, rows })).toBe(`${[columns, ...missing].map((row) => row.join(",")).join("\n")}\n`);
});
