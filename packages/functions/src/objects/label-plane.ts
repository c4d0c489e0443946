import type { FunctionInputs } from "@ohcs/context";
import type { Labels } from "@ohcs/kernels";
import { stackInput } from "../stack/inputs.ts";
import { planeOf } from "../stack/planes.ts";

/** The only plane of a labels input, as the kernels take it. @throws `INPUT_INVALID` */
export function labelPlane(inputs: FunctionInputs, name: string): Labels {
  const { data, height, width } = planeOf(stackInput(inputs, name));
  return { data: data instanceof Uint32Array ? data : new Uint32Array(data), height, width };
}
