/** The module that references to the built-in functions name. */
export const MODULE = "@ohcs/functions";
