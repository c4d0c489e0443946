import { type Diagnostic, diagnosticsCount } from "@ohcs/context";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { diagnosticsView } from "./diagnostics-view.ts";

const base = { where: {}, expected: null, got: null, hint: null, count: 1, examples: [] };
const diagnostics: readonly Diagnostic[] = [
  { ...base, severity: "note", code: "PLATE_DIAMETER", message: "A typical nucleus measures 21.3 px across" },
  { ...base, severity: "warning", code: "CALIBRATION_GUESSED", message: "The plate states no pixel size" },
  {
    severity: "error",
    code: "PARAMETER_INVALID",
    message: "Cannot use parameter",
    count: 1,
    examples: [],
    where: { step: { index: 1, name: "segment" }, function: "gaussianBlur", parameter: "sigma" },
    expected: "a number of 0 or more",
    got: "-1",
    hint: "Give a positive number.",
  },
  {
    ...base,
    severity: "error",
    code: "IMAGE_MISSING",
    message: "Cannot find images: expected 9 sites, got '8'",
    where: { well: "A01" },
    count: 7,
    examples: ["A01 s1", "A02 s1"],
  },
];

test("diagnosticsView() prints errors before warnings and notes last, each with place, facts, examples and hint", () => {
  expect(diagnosticsView(diagnostics, recordingTerminal().out.style)).toBe(
    [
      "error PARAMETER_INVALID: Cannot use parameter; expected a number of 0 or more, got -1 (step 2 'segment', gaussianBlur, parameter 'sigma')",
      "  → Give a positive number.",
      "error IMAGE_MISSING: Cannot find images: expected 9 sites, got '8' (well A01) (7 ×: A01 s1, A02 s1, … 5 more)",
      "  → Restore the files, exclude the wells, or process them with gaps: --set onMissing=skip (or fill).",
      "warning CALIBRATION_GUESSED: The plate states no pixel size",
      "note PLATE_DIAMETER: A typical nucleus measures 21.3 px across",
      "",
    ].join("\n"),
  );
});

test("diagnosticsCount() counts by severity", () => {
  expect([diagnosticsCount(diagnostics), diagnosticsCount([])]).toEqual(["2 errors, 1 warning", ""]);
});

test("diagnosticsView() gives long examples a line each", () => {
  const examples = [
    "TimePoint_1/ZStep_1/plate_A03_s1_w2.TIF: cut short",
    "TimePoint_1/ZStep_1/plate_B01_s4_w1.TIF: cut short",
  ];
  const unreadable = { ...base, severity: "warning", code: "IMAGES_UNREADABLE", count: 3, examples } as const;
  const { style } = recordingTerminal().out;
  expect(diagnosticsView([{ ...unreadable, message: "3 images cannot be read", hint: "Restore them." }], style)).toBe(
    [
      "warning IMAGES_UNREADABLE: 3 images cannot be read (3 ×)",
      ...examples.map((example) => `    ${example}`),
      "    … 1 more",
      "  → Restore them.",
      "",
    ].join("\n"),
  );
});

test("diagnosticsView() names the only file of a problem, unless the text or the place does", () => {
  const one = { ...base, severity: "warning", code: "IMAGES_UNREADABLE", hint: "Restore it." } as const;
  const { style } = recordingTerminal().out;
  const firstLines = (examples: readonly string[], message: string, where: Diagnostic["where"] = {}) =>
    diagnosticsView([{ ...one, message, where, examples }], style).split("\n  →")[0];
  expect(firstLines(["A02 site 1"], "Found 1 site without a stage position")).toBe(
    "warning IMAGES_UNREADABLE: Found 1 site without a stage position (A02 site 1)",
  );
  const long = `TimePoint_1/plate_A02_s1_w1.TIF: ${"cut short ".repeat(8)}`;
  expect(firstLines([long], "1 image cannot be read")).toBe(
    `warning IMAGES_UNREADABLE: 1 image cannot be read\n    ${long}`,
  );
  expect(firstLines(["a.tif"], "Cannot read 'a.tif'")).toBe("warning IMAGES_UNREADABLE: Cannot read 'a.tif'");
  expect(firstLines(["A02"], "Cannot find images", { well: "A02" })).toBe(
    "warning IMAGES_UNREADABLE: Cannot find images (well A02)",
  );
});
