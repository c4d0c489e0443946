import { type BackendCatalogue, step, toJson } from "@ohcs/context";
import { builtInBackends } from "@ohcs/filemanager/built-in";
import { expect, test } from "vitest";
import { functions } from "../../test/catalogue-fixture.ts";
import { contextsOf, problemsOf } from "../../test/plate-fixture.ts";
import { DEFAULT_CONFIG } from "../config/config-schema.ts";

const { gaussianBlur } = functions;
const VAULT = "acme-vault#vault";
const use = { module: "acme-vault", export: "vault", version: "1.0.0", packageVersion: "4.5.6", sha256: "ab" };
const usual = { output: { folder: "{output}/vault", keep: true } };
const backends: BackendCatalogue = {
  ...builtInBackends,
  backends: { ...builtInBackends.backends, [VAULT]: { name: "vault", reference: use, usual, settings: ["zarr"] } },
};
const blurred = (materialize: unknown) =>
  step("a", { func: gaussianBlur(), ...(materialize === undefined ? {} : { materialize: materialize as boolean }) });

function backendsOf(steps: Parameters<typeof contextsOf>[0], config: object = {}) {
  const [context] = contextsOf(steps, { backends, config: { ...DEFAULT_CONFIG, ...config } });
  return toJson(context?.backends ?? null) as Readonly<Record<string, unknown>>;
}

test("contexts hold backends by role, without unused ones", () => {
  const found = backendsOf([blurred(false)]);
  expect(Object.keys(found).toSorted()).toEqual(["intermediate", "output", "source"]);
  expect(found).toMatchObject({
    source: { name: "disk", with: { root: "{source}", readOnly: true } },
    output: { name: "disk", plainFiles: true, with: { root: "{output}" } },
  });
});

test("options are the defaults, overridden by the configuration, overridden by the user's options", () => {
  const choice = { use: VAULT, with: { folder: "/elsewhere" } };
  const { images } = backendsOf([blurred(undefined)], { materializationBackend: choice });
  expect(images).toEqual({
    name: "vault",
    plainFiles: false,
    use,
    with: { folder: "/elsewhere", keep: true, zarr: DEFAULT_CONFIG.zarr },
  });
});

test("steps with equal choices share a backend, others have their own", () => {
  const named = (name: string, materialize: unknown) => ({ ...blurred(materialize), name });
  const other = { use: VAULT, with: { folder: "{output}/other" } };
  const steps = [named("a", VAULT), named("b", other), named("c", VAULT), named("d", true), named("e", "disk")];
  const [context] = contextsOf(steps, { backends });
  const roles = context?.stepPlans.toArray().map(({ outputs }) => outputs.get("image")?.store?.backend);
  expect(roles).toEqual(["images-2", "images-3", "images-2", "images", "images"]);
});

test("a backend without the required capability is refused at its place", () => {
  const config = {
    ...DEFAULT_CONFIG,
    materializationBackend: "memory",
    intermediateBackend: "disk",
    sourceBackend: "zrar",
  };
  const found = problemsOf([blurred("memory")], { backends, config }).map(({ code, where, got }) => [code, where, got]);
  const [images, between] = ["'memory', which states 'durable: false'", "'disk', which states 'durable: true'"];
  expect(found).toEqual(
    expect.arrayContaining([
      ["BACKEND_UNFIT", { config: "materializationBackend" }, images],
      ["BACKEND_UNFIT", { config: "intermediateBackend" }, between],
      ["BACKEND_UNKNOWN", { config: "sourceBackend" }, "'zrar'"],
      ["BACKEND_UNFIT", { step: { index: 0, name: "a" } }, images],
    ]),
  );
  expect(found).toHaveLength(4);
});

test("version and content of a backend are part of the fingerprint of wells that it stores values of, and of no others", () => {
  const changed = { ...use, sha256: "cd" };
  const entry = { name: "vault", reference: changed, usual, settings: ["zarr"] } as const;
  const other: BackendCatalogue = { ...backends, backends: { ...backends.backends, [VAULT]: entry } };
  const config = { ...DEFAULT_CONFIG, materializationBackend: VAULT };
  const print = (of: BackendCatalogue, materialize: unknown) =>
    contextsOf([blurred(materialize)], { backends: of, config })[0]?.fingerprint;
  expect(print(other, undefined)).not.toBe(print(backends, undefined));
  expect(print(other, false)).toBe(print(backends, false));
});
