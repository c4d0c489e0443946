import { step } from "@ohcs/context";
import { expect, test } from "vitest";
import { functions } from "./catalogue-fixture.ts";
import { contextsOf, manifestOf } from "./plate-fixture.ts";

const steps = [step("project", { func: functions.maxProjection() })];

test("wavelengths, exposures, objective and times are facts about a plate that no result depends on", () => {
  const manifest = manifestOf();
  const described = {
    ...manifest,
    channels: manifest.channels.map((channel) => ({ ...channel, excitationNm: 405, exposureMs: 50, flatfields: [] })),
    images: manifest.images.map((image, i) => ({ ...image, zUm: 2 * i, acquiredAt: `2024-01-02T12:00:0${i % 10}` })),
    objective: { name: null, magnification: 10, numericalAperture: 0.3 },
    startedAt: "2024-01-02T12:00:00Z",
    calibrationSources: [{ from: "metadata", path: "Index.xml", pixelSizeUm: 0.5 }] as const,
  };
  const fingerprints = [manifest, described].map((one) =>
    contextsOf(steps, { manifest: one }).map(({ fingerprint }) => fingerprint),
  );
  expect(fingerprints[1]).toEqual(fingerprints[0]);
});
