import type { GpuPlane, GpuSession } from "@ohcs/context";
import { ORDERED_KEY } from "./ordered-key.ts";
import { pixelsOf, sameRowsOf } from "./row-bands.ts";

const DIGIT_BITS = 8;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The keys (`orderedKey`) of the samples at given ranks in sorted order, on the device: a uint32 plane that begins with
 * one key per rank. Digit by digit from the highest, samples are counted that match the known digits.
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

/**
 * WGSL for "rank `r` has the same digits so far as the one before it": the counts of that rank are used for it, too.
 */
function sameAsBefore(r: string, above: number): string {
  const same = above === 32 ? "true" : `(picks[${r}] >> ${above}u) == (picks[${r} - 1u] >> ${above}u)`;
  return `(${r} > 0u && ${same})`;
}

function countDigits(session: GpuSession, plane: GpuPlane, picks: GpuPlane, counts: GpuPlane, shift: number): void {
  const above = shift + DIGIT_BITS;
  const agrees = above === 32 ? "true" : `(key >> ${above}u) == (picks[r] >> ${above}u)`;
  const code = `${ORDERED_KEY}
fn compute(i: u32) {
  let key = orderedKey(source[i]);
  let digit = (key >> ${shift}u) & ${DIGITS - 1}u;
  for (var r = 0u; r < ${counts.height}u; r++) {
    if (${agrees} && !${sameAsBefore("r", above)}) { atomicAdd(&counts[r * ${DIGITS}u + digit], 1u); }
  }
}`;
  for (const [source] of sameRowsOf(session, plane)) {
    const kernel = { name: "count digits", reads: { source, picks }, counters: { counts }, code };
    session.run({ ...kernel, threads: pixelsOf(source) });
  }
}

/**
 * One invocation processes the ranks from the last, so that the previous digits of earlier ranks are still available.
 */
function pickDigits(session: GpuSession, picks: GpuPlane, counts: GpuPlane, shift: number): void {
  const code = `fn compute(i: u32) {
  for (var r = ${counts.height}u; r > 0u; r--) { pick(r - 1u); }
}
fn pick(r: u32) {
  var row = r;
  while ${sameAsBefore("row", shift + DIGIT_BITS)} { row--; }
  var rank = picks[r + ${counts.height}u];
  var digit = 0u;
  while (digit < ${DIGITS - 1}u && rank >= counts[row * ${DIGITS}u + digit]) {
    rank -= counts[row * ${DIGITS}u + digit];
    digit++;
  }
  picks[r] |= digit << ${shift}u;
  picks[r + ${counts.height}u] = rank;
}`;
  session.run({ name: "pick digits", reads: { counts }, writes: { picks }, threads: 1, code });
}
