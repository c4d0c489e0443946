import type { Labels } from "../../src/plane.ts";
import { labelConnected } from "./label-connected.ts";

const SEVERAL = -1;

/** The labels with their holes filled: background that one object alone encloses. What several enclose stays open. */
export function fillObjectHoles(labels: Labels): Labels {
  const { data, height, width } = labels;
  const isBackground = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) isBackground[i] = data[i] === 0 ? 1 : 0;
  const parts = labelConnected({ data: isBackground, height, width }, { connectivity: 4 });
  const owners = ownersOf(labels, parts.labels.data, parts.count);
  const filled = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++)
    filled[i] = data[i] === 0 ? Math.max(0, owners[parts.labels.data[i]!]!) : data[i]!;
  return { data: filled, height, width };
}

/** Of each part of the background the only label beside it; SEVERAL where there are more, or the plane's border. */
function ownersOf({ data, height, width }: Labels, parts: Uint32Array, count: number): Float64Array {
  const owners = new Float64Array(count + 1);
  const open = (i: number) => {
    owners[parts[i]!] = SEVERAL;
  };
  for (let x = 0; x < width; x++) for (const y of [0, height - 1]) open(y * width + x);
  for (let y = 0; y < height; y++) for (const x of [0, width - 1]) open(y * width + x);
  owners[0] = SEVERAL; // objects
  const meet = (part: number, label: number) => {
    if (label !== 0 && owners[part] !== label) owners[part] = owners[part] === 0 ? label : SEVERAL;
  };
  for (let i = 0; i < data.length; i++) {
    const part = parts[i]!;
    if (owners[part] === SEVERAL) continue;
    meet(part, data[i - 1]!);
    meet(part, data[i + 1]!);
    meet(part, data[i - width]!);
    meet(part, data[i + width]!);
  }
  return owners;
}
