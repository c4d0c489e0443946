import { isOhcsError, type Table } from "@ohcs/context";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCsv, parseCsv } from "./csv.ts";

test("formatCsv() writes full precision, empty cells for what is missing, and never NaN", () => {
  const rows = [
    [0.1 + 0.2, 1e21, null, "a,b"],
    [Number.NaN, -0, Number.POSITIVE_INFINITY, 'say "x"'],
  ];
  expect(formatCsv({ columns: ["a", "b", "c", "d"], rows })).toBe(
    'a,b,c,d\n0.30000000000000004,1e+21,,"a,b"\n,0,,"say ""x"""\n',
  );
});

test("parseCsv() takes a column for numbers only where all its cells are", () => {
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

test("parseCsv() inverts formatCsv() for columns of one type", () => {
  const text = fc.string({ minLength: 1 }).filter((value) => /[^\d.eE+-]/.test(value) && !/^(true|false)$/.test(value));
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
