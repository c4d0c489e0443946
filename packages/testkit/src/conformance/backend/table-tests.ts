import {
  type Backend,
  concatTables,
  type DocumentOptions,
  type Json,
  type SaveReceipt,
  sha256Hex,
  type Table,
} from "@ohcs/context";
import { type BackendScenario, expectCode, expectEqual, expectRefusal, plane } from "../expectation.ts";

const TABLE: Table = {
  columns: ["Metadata_Well", "Area", "Metadata_TouchesEdge", 'Note, "quoted"'],
  rows: [
    ["A01", 0.1 + 0.2, true, "a;b"],
    ["007", null, false, "two\nlines"],
    ["B02", -1.5e-300, true, null],
  ],
};

/** Tables and JSON are loaded as they were stored. */
export function tableTests({ withBackend, capabilities }: BackendScenario): void {
  if (capabilities.tables) {
    withBackend("loadTable() returns numbers in full precision, texts, booleans and missing cells", async (backend) => {
      await backend.saveTable("results/cells.csv", TABLE);
      expectEqual(await backend.loadTable("results/cells.csv"), TABLE, "a table");
    });
    withBackend("loadTable() returns null for numbers that were not finite", async (backend) => {
      await backend.saveTable("t.csv", {
        columns: ["a", "b"],
        rows: [
          [Number.NaN, 1],
          [Number.POSITIVE_INFINITY, 2],
        ],
      });
      expectEqual(
        (await backend.loadTable("t.csv")).rows,
        [
          [null, 1],
          [null, 2],
        ],
        "rows",
      );
    });
    withBackend("loadTable() returns tables without rows and rows without values", async (backend) => {
      const tables = [
        { columns: ["a"], rows: [] },
        { columns: ["a"], rows: [[null], [1], [null]] },
        { columns: ["a", "b"], rows: [[null, null]] },
      ];
      for (const [i, table] of tables.entries()) {
        await backend.saveTable(`${i}.csv`, table);
        expectEqual(await backend.loadTable(`${i}.csv`), table, "a sparse table");
      }
    });
    withBackend("joinTables() stores tables one below the other, where a backend has it", joins);
    showTests(withBackend, "loadTable", "t.csv", (backend) => backend.saveTable("t.csv", TABLE));
    withBackend("saveTable() refuses rows of unequal length", async (backend) => {
      await expectCode(
        () => backend.saveTable("t.csv", { columns: ["a"], rows: [[1, 2]] }),
        "TABLE_INVALID",
        "a ragged table",
      );
    });
  }
  if (capabilities.json) jsonTests(withBackend);
  if (capabilities.json && capabilities.images)
    withBackend("a value of one kind is not read as another", async (backend) => {
      await backend.saveJson("value.json", [1]);
      await backend.save("image.tif", plane([1, 2], 2));
      const asImage = await backend.load("value.json").then(
        () => "read",
        (error: { code?: string }) => String(error.code).split("_")[0],
      );
      expectEqual(asImage, "IMAGE", "JSON as an image");
      await expectCode(() => backend.loadJson("image.tif"), "JSON_UNREADABLE", "an image as JSON");
    });
}

async function joins(backend: Backend): Promise<void> {
  if (backend.joinTables === undefined) return;
  const tables: readonly Table[] = [TABLE, { columns: ["B", "Area"], rows: [["x", 2]] }, TABLE];
  const paths = tables.map((_, i) => `well ${i}.csv`);
  const saved = await Promise.all(paths.map((path, i) => backend.saveTable(path, tables[i] ?? TABLE)));
  const shown: string[] = [];
  await backend.joinTables(paths, "all.csv", { inspect: (path, bytes) => void shown.push(path, sha256Hex(bytes)) });
  expectEqual(await backend.loadTable("all.csv"), concatTables(tables), "the joined table");
  expectEqual(
    shown,
    saved.flatMap(({ path, sha256 }) => [path, sha256 ?? ""]),
    "the tables shown",
  );
  await expectCode(
    () => backend.joinTables?.(paths, "all.csv") ?? Promise.resolve(),
    "FILE_EXISTS",
    "a file that is there",
  );
}

function jsonTests(withBackend: BackendScenario["withBackend"]): void {
  const value: Json = { b: [1, null, true, "µ"], a: { nested: { deep: 0.1 } } };
  withBackend("loadJson() returns the value, loadText() its canonical text", async (backend) => {
    await backend.saveJson("value.json", value);
    expectEqual(
      await backend.loadJson("value.json"),
      { a: { nested: { deep: 0.1 } }, b: [1, null, true, "µ"] },
      "a value",
    );
    const text = await backend.loadText("value.json");
    expectEqual(
      [text.indexOf('"a"') < text.indexOf('"b"'), text.endsWith("}\n")],
      [true, true],
      "sorted keys, newline",
    );
  });
  showTests(withBackend, "loadJson", "v.json", (backend) => backend.saveJson("v.json", value));
  withBackend("saveJson() refuses values that are not JSON", async (backend) => {
    await expectCode(() => backend.saveJson("v.json", { a: Number.NaN }), "JSON_INVALID", "NaN in JSON");
    expectEqual(await backend.exists("v.json"), false, "a refused value");
  });
}

/** A backend may show the bytes that it parses; these must match the receipt's hash. */
function showTests(
  withBackend: BackendScenario["withBackend"],
  method: "loadTable" | "loadJson",
  path: string,
  save: (backend: Backend) => Promise<SaveReceipt>,
): void {
  withBackend(`${method}() shows the stored bytes before it parses them, or none`, async (backend) => {
    const { sha256 } = await save(backend);
    const shown: string[] = [];
    const load = (options: DocumentOptions) => backend[method](path, options);
    await load({ inspect: (bytes) => void shown.push(sha256Hex(bytes)) });
    if (shown.length === 0) return;
    expectEqual(shown, [sha256], "the hash of the bytes shown");
    const refuse = async () => {
      throw new Error("refused");
    };
    await expectRefusal(() => load({ inspect: refuse }), "a value whose bytes were refused");
  });
}
