import { concatTables, type FunctionOutput, type FunctionResult, type ImageStack, type Table } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import { emittedBy } from "./emitted-by.ts";
import { JoinedPlanes } from "./joined-planes.ts";
import type { LoadedCall } from "./load-chain.ts";

/** What a call returns beside its image, on the CPU as on a GPU. */
type NamedResult = Pick<FunctionResult, "outputs" | "quality" | "notices">;

/** An output while its values come. */
interface Joining {
  readonly own: string;
  readonly add: (value: FunctionOutput) => void;
  readonly joined: () => FunctionOutput;
}

/**
 * The outputs that a step emits of a function that is called once per plane, put together by their declared kind: planes are
 * stacked, tables joined, JSON values listed. Each call has to give all of them.
 */
export class JoinedOutputs {
  readonly #call: LoadedCall;
  /** By the names that they have in the step. */
  readonly #outputs: ReadonlyMap<string, Joining>;
  #quality: FunctionResult["quality"];
  readonly #notices: NonNullable<FunctionResult["notices"]>[number][] = [];

  constructor(call: LoadedCall, count: number, lease: PixelLease) {
    this.#call = call;
    const emitted = [...call.plan.outputs];
    this.#outputs = new Map(emitted.map(([own, name]) => [name, joiningOf(call, own, count, lease)]));
  }

  /** @throws `FUNCTION_OUTPUT_MISSING` · `FUNCTION_RESULT_INVALID` */
  add(result: NamedResult): void {
    for (const [name, value] of emittedBy(this.#call, result)) this.#outputs.get(name)?.add(value);
    this.#quality ??= result.quality;
    this.#notices.push(...(result.notices ?? []));
  }

  /** The figures are those of the first plane that had any. */
  get joined(): NamedResult {
    const outputs = Object.fromEntries([...this.#outputs.values()].map(({ own, joined }) => [own, joined()]));
    return { outputs, notices: this.#notices, ...(this.#quality === undefined ? {} : { quality: this.#quality }) };
  }
}

function joiningOf(call: LoadedCall, own: string, count: number, lease: PixelLease): Joining {
  const kind = call.fn.declaration.outputs[own]?.kind;
  if (kind === "labels" || kind === "image") {
    const planes = new JoinedPlanes({ call, name: own, count }, lease);
    return { own, add: (value) => planes.add(value as ImageStack), joined: () => planes.stack };
  }
  const values: FunctionOutput[] = [];
  const joined = () => (kind === "table" ? concatTables(values as Table[]) : (values as FunctionOutput));
  return { own, add: (value) => void values.push(value), joined };
}
