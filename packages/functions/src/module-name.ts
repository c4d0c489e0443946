/** The module name in references to built-in functions. */
export const MODULE = "@ohcs/functions";
