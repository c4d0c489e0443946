// Sample types by number, as `src/wasm/sample-types.ts` counts them.

export const UINT8: i32 = 0;
export const UINT16: i32 = 1;
export const UINT32: i32 = 2;
export const INT32: i32 = 3;
export const FLOAT32: i32 = 4;
export const FLOAT64: i32 = 5;
