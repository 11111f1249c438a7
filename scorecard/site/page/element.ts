import { shown } from "./text";

/** What can stand in an element; text is never read as HTML, and what is nothing is left out. */
export type Child = Node | string | number | false | null | undefined | readonly Child[];

/** Attributes; those that are false or undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Makes an element: the only way by which anything gets into the page. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : shown(String(value)));
  }
  append(element, children);
  return element;
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) parent.appendChild(child);
    else if (typeof child === "string" || typeof child === "number")
      parent.appendChild(document.createTextNode(shown(String(child))));
    else append(parent, child);
  }
}

/** Several things as one, for a view that has no element of its own. */
export function fragment(...children: readonly Child[]): DocumentFragment {
  const all = document.createDocumentFragment();
  append(all, children);
  return all;
}

/** A link to elsewhere; what is no web address stays text. */
export function outLink(address: string, text: string = address): HTMLElement {
  return isWebAddress(address) ? el("a", { href: address, rel: "noreferrer" }, text) : el("span", {}, text);
}

function isWebAddress(address: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false; // a path, or no address at all
  }
}

/** Sets a custom property that the styles read, such as the width of a bar. */
export function withProperty<T extends HTMLElement>(
  element: T,
  name: `--${string}`,
  value: string | number,
): T {
  element.style.setProperty(name, String(value));
  return element;
}

/** Calls back when an element is used. */
export function on<T extends HTMLElement>(
  element: T,
  event: "click" | "input" | "change",
  act: () => void,
): T {
  element.addEventListener(event, act);
  return element;
}
