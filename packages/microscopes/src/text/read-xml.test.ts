import { expect, test } from "vitest";
import { earliestOf, elementAt, numberOf, readXml, textAt, timeOf } from "./read-xml.ts";

test("readXml() gives elements and attributes without the prefixes of namespaces", () => {
  const { root } = readXml('<b:List xmlns:b="urn:b"><b:Item b:Id="1"> one <b:Of/></b:Item><Item>two</Item></b:List>');
  expect(root?.name).toBe("List");
  expect(elementAt(root, "Item")?.attributes.Id).toBe("1");
  expect([textAt(root, "Item"), textAt(root, "Item", "Of"), textAt(root, "none")]).toEqual(["one", null, null]);
});

test("readXml() hands records over as they end, with the name of what they are in, and keeps none", () => {
  const seen: string[] = [];
  const xml = "<r><a><i>1</i></a><b><i>2</i></b></r>";
  const { root } = readXml(xml, { records: { i: ({ text }, parent) => seen.push(`${parent} ${text}`) } });
  expect(seen).toEqual(["a 1", "b 2"]);
  expect(root?.children.map(({ children }) => children.length)).toEqual([0, 0]);
});

test("readXml() refuses document types, so that no entity is ever expanded", () => {
  const bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>';
  expect(readXml(bomb)).toEqual({ root: null, problem: "it has a document type, which is not read" });
  expect(readXml('<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>').root).toBeNull();
  expect(readXml("<r>&unknown;</r>").root).toBeNull();
  expect(readXml("<r>&lt;&#181;</r>").root?.text).toBe("<µ");
});

test("readXml() refuses elements nested more than 64 deep", () => {
  const nested = (depth: number) => `${"<a>".repeat(depth)}${"</a>".repeat(depth)}`;
  expect(readXml(nested(64)).problem).toBeNull();
  expect(readXml(nested(65)).problem).toBe("its elements are nested more than 64 deep");
});

test("readXml() keeps no more than 200,000 elements besides records", () => {
  const list = (count: number) => `<r>${"<a/>".repeat(count)}</r>`;
  expect(readXml(list(199_999)).problem).toBeNull();
  expect(readXml(list(200_000)).problem).toBe("it has more than 200000 elements besides its records");
  expect(readXml(list(200_000), { records: { a: () => {} } }).root?.children).toEqual([]);
});

test.each(["", "no XML", "<r><a></r>", "<r", "<r>", '<r a="1" a="2"/>', "<r/><r/>", "<r>\u0001</r>"])(
  "readXml() says what is wrong with %j",
  (xml) => {
    const { root, problem } = readXml(xml);
    expect([root, typeof problem]).toEqual([null, "string"]);
  },
);

test("elements and attributes may have the names of members of objects", () => {
  const { root, problem } = readXml('<r><constructor __proto__="1"/></r>', { records: {} });
  expect([problem, root?.children.length, elementAt(root, "constructor")?.attributes.toString]).toEqual([
    null,
    1,
    undefined,
  ]);
});

test("numbers are finite, and times have a zone where one is stated", () => {
  expect([numberOf("1.1959E-06"), numberOf(" 2 "), numberOf(""), numberOf("NaN"), numberOf("1e999")]).toEqual([
    1.1959e-6,
    2,
    null,
    null,
    null,
  ]);
  expect(timeOf("2022-12-19T10:19:26.58+01:00")).toBe("2022-12-19T10:19:26.58+01:00");
  expect(timeOf("2022-12-19 10:19 -0800")).toBe("2022-12-19T10:19:00-08:00");
  expect([timeOf("2022-12-19T10:19:26Z"), timeOf("2022-12-19T10:19:26")]).toEqual([
    "2022-12-19T10:19:26Z",
    "2022-12-19T10:19:26",
  ]);
  expect([timeOf("yesterday"), timeOf("2022-13-19T10:19:26"), timeOf(null)]).toEqual([null, null, null]);
  expect([earliestOf(["2022-12-19T10:00:00Z", "2022-12-19T10:30:00+01:00"]), earliestOf([])]).toEqual([
    "2022-12-19T10:30:00+01:00",
    null,
  ]);
});
