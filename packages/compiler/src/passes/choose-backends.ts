import type { BackendCatalogue, Choice, PlateManifest, ResolvedConfig } from "@ohcs/context";
import { isChoice } from "../backends/backends-named.ts";
import {
  type BackendNeed,
  type BackendSurroundings,
  type FoundBackend,
  findBackend,
} from "../backends/find-backend.ts";
import type { BackendPlan, ImagePlace, PlannedBackend } from "../draft/places.ts";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import { Findings } from "../findings/findings.ts";

interface BackendInput {
  readonly manifest: Pick<PlateManifest, "backend">;
  readonly catalogue: BackendCatalogue;
  readonly config: ResolvedConfig;
  readonly steps: readonly ResolvedStep[];
}

const SOURCE = { images: true };
const INTERMEDIATE = { images: true, tables: true, json: true, writable: true, durable: false };
const IMAGES = { images: true, writable: true, durable: true };
const OUTPUT = { tables: true, json: true, writable: true, durable: true };
const FILES = { layout: "files", extension: "" } as const;

/**
 * Pass 4: assigns backends to roles, and checks their capabilities. Records, tables and JSON are always plain files.
 */
export function chooseBackends({ manifest, catalogue, config, steps }: BackendInput): BackendPlan {
  const findings = new Findings();
  const surroundings: BackendSurroundings = { catalogue, config, findings };
  const { files } = catalogue;
  const find = (choice: Choice, part: string, needs: BackendNeed["capabilities"], field: string) =>
    findBackend(choice, { part, capabilities: needs, side: "output", where: { config: field } }, surroundings);
  const source = findBackend(
    config.sourceBackend ?? manifest.backend ?? files,
    { part: "the source plate", capabilities: SOURCE, side: "source", where: { config: "sourceBackend" } },
    surroundings,
  );
  const intermediate = find(config.intermediateBackend, "images between steps", INTERMEDIATE, "intermediateBackend");
  const output = find(files, "tables and records", OUTPUT, "");
  const places = new ImagePlaces();
  const images = places.of(find(config.materializationBackend, "images", IMAGES, "materializationBackend"));
  const own = steps.flatMap(({ spec, place }, index) => {
    if (!isChoice(spec.materialize)) return [];
    const part = `images of step '${place.name}'`;
    const need = { part, capabilities: IMAGES, side: "output", where: { step: place } } as const;
    return [[index, places.of(findBackend(spec.materialize, need, surroundings))] as const];
  });
  const plates = findBackend(files, { part: "plates", capabilities: {}, side: "source", where: {} }, surroundings);
  const named = { source, intermediate, output: withoutSettings(output), labels: output, plates };
  const known = Object.entries(named).flatMap(([role, found]) => (found ? [[role, found.planned] as const] : []));
  return {
    backends: { ...Object.fromEntries(known), ...places.backends },
    images,
    labels: { ...(output?.entry.images ?? FILES), role: "labels" },
    steps: new Map(own),
    findings: findings.distinct,
  };
}

/** Options for images do not affect tables. */
function withoutSettings(found: FoundBackend | null): FoundBackend | null {
  if (found === null) return null;
  const { entry, planned } = found;
  return { entry, planned: { ...planned, with: entry.usual?.output ?? {} } };
}

/** Each distinct backend with options once: `images`, `images-2`, … in the order of the steps. */
class ImagePlaces {
  readonly #places = new Map<string, ImagePlace>();
  readonly backends: Record<string, PlannedBackend> = {};

  of(found: FoundBackend | null): ImagePlace {
    const key = JSON.stringify(found?.planned ?? null);
    const { size } = this.#places;
    const role = size === 0 ? "images" : `images-${size + 1}`;
    const place = this.#places.get(key) ?? { ...(found?.entry.images ?? FILES), role };
    this.#places.set(key, place);
    if (found !== null) this.backends[place.role] = found.planned;
    return place;
  }
}
