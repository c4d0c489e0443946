import { compareNatural, countOf, type Diagnostic } from "@ohcs/context";
import type { PlaneFile } from "../manifest/plate-reading.ts";
import { notice } from "../notices.ts";

/** A plane, or a projection that looks like one, with the facts that distinguish them. */
export interface Candidate {
  readonly plane: PlaneFile;
  readonly plate: string;
  readonly measurement: string;
  /** The number of its `ZStep_n` folder, null if it is in none. */
  readonly zFolder: number | null;
}

/**
 * Sets projections aside: beside folders `ZStep_1`, `ZStep_2`, … those are the images in `ZStep_0`, and those outside
 * any `ZStep_n` folder. Without z-planes beside them only projections were kept, and they are the planes.
 */
export function setProjectionsAside(candidates: readonly Candidate[]): {
  readonly kept: readonly Candidate[];
  readonly notices: readonly Diagnostic[];
} {
  const stacks = new Set(candidates.filter(isInStack).map(stackFolder));
  if (stacks.size === 0) return { kept: candidates, notices: [] };
  const isProjection = (candidate: Candidate) => !isInStack(candidate) && stacks.has(stackFolder(candidate));
  const kept = candidates.filter((candidate) => !isProjection(candidate));
  const aside = candidates.filter(isProjection);
  return { kept, notices: projectionNotices(aside, kept) };
}

function isInStack({ zFolder }: Candidate): boolean {
  return zFolder !== null && zFolder > 0;
}

function stackFolder({ measurement, plane }: Candidate): string {
  return `${measurement}\n${plane.timepoint}`;
}

function projectionNotices(aside: readonly Candidate[], kept: readonly Candidate[]): readonly Diagnostic[] {
  if (aside.length === 0) return [];
  const paths = aside.map(({ plane }) => plane.path);
  const imaged = new Set(kept.map(({ plane }) => plane.channel));
  const lost = [...new Set(aside.map(({ plane }) => plane.channel))].filter((channel) => !imaged.has(channel));
  const message = `Set aside ${countOf(aside.length, "projection")} beside z-planes`;
  const all = notice("PROJECTIONS_SET_ASIDE", message, paths);
  return lost.length === 0 ? [all] : [all, lostNotice(lost.toSorted(compareNatural))];
}

function lostNotice(channels: readonly string[]): Diagnostic {
  const message = `Ignored channel '${channels.join("', '")}', which has projections only`;
  return notice("CHANNELS_ONLY_PROJECTED", message, channels);
}
