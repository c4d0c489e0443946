import { Markup } from "../sections/markup.ts";

type Child = Node | Markup | string | null;
type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void)>>;

/** An element with attributes, listeners (`onclick`) and children; texts are never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null).map(nodeOf));
  return made;
}

function nodeOf(child: Node | Markup | string): Node | string {
  if (!(child instanceof Markup)) return child;
  const template = document.createElement("template");
  template.innerHTML = child.text;
  return template.content;
}

/** The part of the page that the script fills; null where it has none. */
export function partOf(name: string): HTMLElement | null {
  return document.querySelector(`[data-part=${name}]`);
}
