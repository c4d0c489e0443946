import type { ImageStack, PixelArray, PlaneKey, StagePosition } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import { invalid } from "./invalid.ts";
import type { LoadedCall } from "./load-chain.ts";

/** What is joined: so many planes of an image of a call. */
interface PlanesToJoin {
  readonly call: LoadedCall;
  readonly name: string;
  readonly count: number;
}

/**
 * A stack from planes that come one after the other. Each is copied to its place at once: its function may use the array
 * again for the next, and no more than one of them is held beside the stack.
 */
export class JoinedPlanes {
  readonly #asked: PlanesToJoin;
  readonly #lease: PixelLease;
  readonly #planes: PlaneKey[] = [];
  readonly #positions: (StagePosition | null)[] = [];
  #begun: { readonly first: ImageStack; readonly data: PixelArray } | null = null;

  constructor(asked: PlanesToJoin, lease: PixelLease) {
    this.#asked = asked;
    this.#lease = lease;
  }

  /** @throws `FUNCTION_RESULT_INVALID` where it is none like those before */
  add(plane: ImageStack): void {
    const { call, name, count } = this.#asked;
    if (plane.shape[0] !== 1) throw invalid(call, `one plane of '${name}'`, `${plane.shape[0]}`);
    this.#begun ??= { first: plane, data: this.#lease.allocate(plane.dtype, count * plane.data.length) };
    const { first, data } = this.#begun;
    if (looksOf(plane) !== looksOf(first)) throw invalid(call, `'${name}' of ${looksOf(first)}`, looksOf(plane));
    data.set(plane.data, this.#planes.length * plane.data.length);
    this.#lease.disown(plane.data);
    this.#planes.push(...plane.planes);
    this.#positions.push(...plane.positions);
  }

  /** The whole; null where no plane came. @throws `FUNCTION_RESULT_INVALID` where only some did */
  get stack(): ImageStack | null {
    if (this.#begun === null) return null;
    const { call, name, count } = this.#asked;
    const { first, data } = this.#begun;
    const [planes, positions] = [this.#planes, this.#positions];
    if (planes.length !== count) throw invalid(call, `'${name}' for each of ${count} planes`, `${planes.length}`);
    return { ...first, data, shape: [count, first.shape[1], first.shape[2]], planes, positions };
  }
}

function looksOf({ shape: [, height, width], dtype, kind }: ImageStack): string {
  return `${height} × ${width} px ${dtype} ${kind}`;
}
