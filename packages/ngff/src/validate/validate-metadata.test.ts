import { expect, test } from "vitest";
import { parseMetadata } from "./parse-metadata.ts";
import { validateMetadata } from "./validate-metadata.ts";

const plate = {
  rows: [{ name: "A" }],
  columns: [{ name: "1" }],
  wells: [{ path: "A/1", rowIndex: 0, columnIndex: 0 }],
};

test("validateMetadata() reports every place that is wrong, with its rule and what it expected", () => {
  const document = {
    ome: {
      version: "0.5",
      plate: { ...plate, rows: [], wells: [{ path: "A1", rowIndex: -1 }, "A/2"], field_count: 0, name: 5 },
    },
  };
  const { valid, violations } = validateMetadata(document, { version: "0.5", kind: "plate" });
  expect(valid).toBe(false);
  expect(violations.map(({ rule, pointer, message }) => `${rule} ${pointer}: ${message}`)).toEqual([
    "metadata/form /ome/plate/name: expected a string, got 5",
    "plate/rows /ome/plate/rows: expected a list of at least 1, got []",
    "plate/wells /ome/plate/wells/0/columnIndex: expected an integer of at least 0, got nothing",
    "plate/well-path /ome/plate/wells/0/path: expected a path 'row/column', got 'A1'",
    "plate/wells /ome/plate/wells/0/rowIndex: expected an integer of at least 0, got -1",
    "plate/wells /ome/plate/wells/1: expected an object, got 'A/2'",
    "plate/field-count /ome/plate/field_count: expected an integer of at least 1, got 0",
  ]);
});

test("validateMetadata() makes requirements of the strict schemas a must when strict", () => {
  const severities = [false, true].map((strict) => {
    const { valid, violations } = validateMetadata({ plate }, { version: "0.4", kind: "plate", strict });
    return [valid, ...violations.map(({ rule, severity }) => `${rule} ${severity}`)];
  });
  expect(severities).toEqual([
    [true, "version/stated should", "plate/name should"],
    [false, "version/stated must", "plate/name must"],
  ]);
});

test("validateMetadata() treats rules that the suite of 0.4 does not enforce as a should there, and as a must in 0.5", () => {
  const swapped = { ...plate, wells: [{ path: "1/A", rowIndex: 0, columnIndex: 0 }] };
  const weigh = (document: unknown, version: "0.4" | "0.5") =>
    validateMetadata(document, { version, kind: "plate" }).violations.find(({ rule }) => rule === "plate/well-index");
  expect(weigh({ plate: swapped }, "0.4")?.severity).toBe("should");
  expect(weigh({ ome: { version: "0.5", plate: swapped } }, "0.5")?.severity).toBe("must");
});

test.each([undefined, null, 3, "plate", [], {}, { ome: 1 }, { ome: { version: "0.5", plate: null } }])(
  "validateMetadata() reports %j instead of throwing",
  (document) => {
    for (const kind of ["plate", "well", "image", "labels", "image-label"] as const)
      for (const version of ["0.4", "0.5"] as const)
        expect(validateMetadata(document, { version, kind }).valid).toBe(false);
  },
);

test("validateMetadata() refuses versions that it does not know", () => {
  const options = { version: "0.6" as "0.5", kind: "plate" } as const;
  expect(() => validateMetadata({}, options)).toThrow(expect.objectContaining({ code: "NGFF_VERSION_UNKNOWN" }));
});

test("parseMetadata() gives the same model for both versions", () => {
  expect(parseMetadata({ plate }, { version: "0.4", kind: "plate" })).toEqual(plate);
  expect(parseMetadata({ ome: { version: "0.5", plate } }, { version: "0.5", kind: "plate" })).toEqual(plate);
  expect(parseMetadata({ labels: ["a"] }, { version: "0.4", kind: "labels" })).toEqual(["a"]);
});

test("parseMetadata() throws with the violations where a must is broken", () => {
  const parse = () => parseMetadata({ well: { images: [] } }, { version: "0.4", kind: "well" });
  expect(parse).toThrow("Cannot use metadata of kind 'well': expected a list of at least 1, got [] at '/well/images'");
  expect(parse).toThrow(expect.objectContaining({ code: "NGFF_METADATA_INVALID" }));
});
