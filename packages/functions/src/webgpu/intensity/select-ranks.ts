import { type GpuPlane, pixelsOf } from "../session/gpu-plane.ts";
import type { GpuSession } from "../session/gpu-session.ts";
import { ORDERED_KEY } from "./ordered-key.ts";

const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The keys (`orderedKey`) of the samples that so many others precede in sorted order, on the device: a uint32 plane that begins
 * with one key per rank. Digit by digit from the highest, samples are counted that agree with what is known of the key.
 */
export function selectRanks(session: GpuSession, source: GpuPlane, ranks: readonly number[]): GpuPlane {
  // The digits found so far of each key, then the rank left among the samples that have them.
  const picks = session.allocate(1, 2 * ranks.length, "uint32");
  const counts = session.allocate(ranks.length, DIGITS, "uint32");
  for (let shift = 32 - DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
    if (shift === 32 - DIGIT_BITS) beginPicks(session, picks, ranks);
    session.clear(counts);
    countDigits(session, source, picks, counts, shift);
    pickDigits(session, picks, counts, shift);
  }
  session.release(counts);
  return picks;
}

function beginPicks(session: GpuSession, picks: GpuPlane, ranks: readonly number[]): void {
  const cases = ranks.map((rank, r) => `    case ${r}u: { picks[i + ${ranks.length}u] = ${rank}u; }`).join("\n");
  const code = `fn compute(i: u32) {
  picks[i] = 0u;
  switch i {
${cases}
    default: {}
  }
}`;
  session.run({ name: "begin ranks", writes: { picks }, threads: ranks.length, code });
}

function countDigits(session: GpuSession, source: GpuPlane, picks: GpuPlane, counts: GpuPlane, shift: number): void {
  const above = shift + DIGIT_BITS;
  const agrees = above === 32 ? "true" : `(key >> ${above}u) == (picks[r] >> ${above}u)`;
  const code = `${ORDERED_KEY}
fn compute(i: u32) {
  let key = orderedKey(source[i]);
  let digit = (key >> ${shift}u) & ${DIGITS - 1}u;
  for (var r = 0u; r < ${counts.height}u; r++) {
    if (${agrees}) { atomicAdd(&counts[r * ${DIGITS}u + digit], 1u); }
  }
}`;
  const threads = pixelsOf(source);
  session.run({ name: "count digits", reads: { source, picks }, counters: { counts }, threads, code });
}

function pickDigits(session: GpuSession, picks: GpuPlane, counts: GpuPlane, shift: number): void {
  const code = `fn compute(i: u32) {
  var rank = picks[i + ${counts.height}u];
  var digit = 0u;
  while (digit < ${DIGITS - 1}u && rank >= counts[i * ${DIGITS}u + digit]) {
    rank -= counts[i * ${DIGITS}u + digit];
    digit++;
  }
  picks[i] |= digit << ${shift}u;
  picks[i + ${counts.height}u] = rank;
}`;
  session.run({ name: "pick digits", reads: { counts }, writes: { picks }, threads: counts.height, code });
}
