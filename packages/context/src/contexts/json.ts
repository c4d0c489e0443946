/** What a context may hold and what crosses the wire: JSON without surprises. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
