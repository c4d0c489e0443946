/** The function of wells that only compute, which workers import by the URL of this file. */
import { defineFunction, Type } from "@ohcs/context";

/** Takes a plane, computes for the given number of rounds, without a pause, and returns no image. */
export const spin = defineFunction({
  module: "@ohcs/bench/spin",
  name: "spin",
  version: "1.0.0",
  summary: "Computes without a pause and returns nothing",
  params: Type.Object({ rounds: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
  returnsImage: false,
  exact: true,
  run: (_, { rounds }) => ({ quality: { remainder: spinFor(rounds) } }),
});

/** A chain of dependent integer operations; some nanoseconds per round. */
export function spinFor(rounds: number): number {
  let state = 1;
  for (let round = 0; round < rounds; round++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}
