const PREFIXES =
  "yocto zepto atto femto pico nano micro milli centi deci hecto kilo mega giga tera peta exa zetta yotta".split(" ");

const prefixed = (unit: string): string[] => PREFIXES.map((prefix) => `${prefix}${unit}`);

/** The units that the specification names for axes of space and of time (after UDUNITS-2). */
export const AXIS_UNITS: Readonly<Record<"space" | "time", ReadonlySet<string>>> = {
  space: new Set(["meter", ...prefixed("meter"), "angstrom", "foot", "inch", "mile", "parsec", "yard"]),
  time: new Set(["second", ...prefixed("second"), "minute", "hour", "day"]),
};
