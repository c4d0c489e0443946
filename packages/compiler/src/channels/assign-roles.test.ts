import { step } from "@ohcs/context";
import { expect, test } from "vitest";
import { functions } from "../../test/catalogue-fixture.ts";
import { inputOf, manifestOf } from "../../test/plate-fixture.ts";
import { compilePlate } from "../compile-plate.ts";
import { DEFAULT_CONFIG } from "../config/config-schema.ts";
import { explainPlate } from "../explain/explain-plate.ts";

const { measureObjects, segmentNuclei } = functions;

const STEPS = [
  step("segment", {
    func: segmentNuclei(),
    inputs: { image: { from: "pipelineStart", channel: "role:nuclei" } },
    emits: ["labels:nuclei"],
  }),
  step("measure", {
    func: measureObjects(),
    inputs: { labels: "labels:nuclei", gfp: { from: "pipelineStart", channel: "role:reporter" } },
    emits: ["table:nuclei"],
  }),
];

/** Compiles for a plate whose channels 1, 2, … have these names; returns problems, and which channels are read. */
function compiled(
  names: readonly (string | null)[],
  channelRoles: Readonly<Record<string, string>> = {},
  steps = STEPS,
) {
  const manifest = manifestOf({ channels: names.map((_, i) => `${i + 1}`), planes: 1 });
  const channels = names.map((name, i) => ({ id: `${i + 1}`, name }));
  const config = { ...DEFAULT_CONFIG, channelRoles };
  const { plate, diagnostics } = compilePlate(inputOf(steps, { manifest: { ...manifest, channels }, config }));
  const [wells] = plate === null ? [] : explainPlate(plate).phases;
  const inputs = wells?.structures.flatMap(({ context }) => context.steps.map((one) => Object.values(one.inputs)[0]));
  return { codes: diagnostics.map(({ code }) => code), hints: diagnostics.map(({ hint }) => hint), inputs };
}

test.each([
  ["the only name of a stain of DNA", ["GFP", "DAPI"], {}, ["2 (DAPI)", "1 (GFP)"]],
  ["such a name in other words", ["Hoechst 33342", "Cy3"], {}, ["1 (Hoechst 33342)", "2 (Cy3)"]],
  ["what is configured by key, whatever the names", ["DAPI", "GFP"], { nuclei: "2" }, ["2 (GFP)", "1 (DAPI)"]],
  [
    "what is configured by name in any case, with a third channel",
    ["DAPI", "GFP", "Cy3"],
    { reporter: "cy3" },
    ["1 (DAPI)", "3 (Cy3)"],
  ],
  ["what is configured for channels without names", [null, null], { nuclei: "2", reporter: "1" }, ["2", "1"]],
])("a role is %s", (_, names, roles, read) => {
  const { codes, inputs } = compiled(names, roles);
  expect(codes).toEqual([]);
  expect(inputs).toEqual(read.map((channel) => `source images, channel ${channel}`));
});

test.each([
  ["names that say nothing", ["w1", "w2"], {}],
  ["channels without names", [null, null], {}],
  ["two stains of DNA", ["DAPI", "Hoechst"], {}],
  ["three channels, for the reporter alone", ["DAPI", "GFP", "Cy3"], {}],
])("nothing is assumed for %s: one error a role, which says how to name the channel", (_, names, roles) => {
  const { codes, hints } = compiled(names, roles);
  expect(new Set(codes)).toEqual(new Set(["CHANNEL_ROLE_UNASSIGNED"]));
  expect(hints[0]).toMatch(
    /^Say it with --channel (nuclei|reporter)=[12], or 'channelRoles' in the configuration; the plate has '1'/,
  );
});

test("the example of an error is a channel that has no role yet", () => {
  const { hints } = compiled(["DAPI", "GFP", "Cy3"]);
  expect(hints).toEqual([expect.stringContaining("Say it with --channel reporter=2,")]);
});

test("two roles without a channel are not shown with the same one, and a role that no step reads is named", () => {
  const { hints } = compiled([null, null, null], { stain: "1" });
  expect(hints.map((hint) => /--channel (\w+=\d)/.exec(hint ?? "")?.[1])).toEqual(["nuclei=1", "reporter=2"]);
  expect(hints[0]).toMatch(/--thumbnails FILE\.png' shows; no step reads a role 'stain'$/);
});

test("channels without names that are keyed by their stains have their roles by these", () => {
  const stains = ["DAPI", "GFP"];
  const made = manifestOf({ channels: stains, planes: 1 });
  const images = made.images.map((one) => ({ ...one, channel: stains[Number(one.channel) - 1] ?? "" }));
  const manifest = { ...made, images, channels: stains.map((id) => ({ id, name: null })) };
  expect(compilePlate(inputOf(STEPS, { manifest })).diagnostics).toEqual([]);
});

test("a channel that is named like a role has it, whatever the case; a role may have any name", () => {
  const asked = (role: string) => [
    step("segment", {
      emits: ["labels:nuclei"],
      func: segmentNuclei(),
      inputs: { image: { from: "pipelineStart", channel: role } },
      materialize: true,
    }),
  ];
  expect(compiled(["DAPI", "GFP"], {}, asked("role:GFP"))).toMatchObject({
    codes: [],
    inputs: ["source images, channel 2 (GFP)"],
  });
  expect(compiled(["DAPI", "gfp"], {}, asked("role:Gfp")).codes).toEqual([]);
  expect(compiled(["DAPI", "GFP"], {}, asked("role:constructor")).codes).toEqual(["CHANNEL_ROLE_UNASSIGNED"]);
});

test("the only channel of a plate has the role that is asked for, whatever its name", () => {
  const [segment] = STEPS;
  const alone = segment === undefined ? [] : [{ ...segment, materialize: true }];
  for (const name of [null, "w1"]) expect(compiled([name], {}, alone).codes).toEqual([]);
});

test("a configured channel that the plate does not have is an error at its place, a misspelt role is guessed at", () => {
  expect(compiled(["DAPI", "GFP"], { nuclei: "DAPPI", reporter: "2" })).toMatchObject({
    codes: ["CHANNEL_UNKNOWN"],
    hints: ["Did you mean 'DAPI'?"],
  });
  expect(compiled([null, null], { nucleus: "1", reporter: "2" })).toMatchObject({
    codes: ["CHANNEL_ROLE_UNASSIGNED"],
    hints: ["'nucleus' is configured; did you mean 'nuclei'?"],
  });
});

test("a misspelt role is named where the names of channels would do without it; other roles may be configured for other pipelines", () => {
  expect(compiled(["DAPI", "GFP"], { nucleus: "2" })).toMatchObject({
    codes: ["CHANNEL_ROLE_UNUSED"],
    hints: ["Did you mean 'nuclei'?"],
  });
  expect(compiled(["DAPI", "GFP"], { actin: "2" }).codes).toEqual([]);
  expect(compiled(["DAPI", "GFP"], { nuclei: "1", nucleus: "2" }).codes).toEqual([]);
});

test("roles stand for channels in filters and dictionaries as well", () => {
  const { gaussianBlur, maxProjection } = functions;
  const filtered = [step("a", { func: gaussianBlur(), channelFilter: ["!role:nuclei"] })];
  const chosen = [step("a", { func: { "role:nuclei": gaussianBlur(), "role:reporter": maxProjection() } })];
  expect(compiled(["DAPI", "GFP"], {}, filtered).codes).toEqual([]);
  expect(compiled(["DAPI", "GFP"], {}, chosen).codes).toEqual([]);
});
