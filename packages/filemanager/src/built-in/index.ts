/**
 * All backends of this package as a catalogue for the compiler, loaded: for programs that take no others.
 */
export { builtInBackends } from "./built-in-backends.ts";
