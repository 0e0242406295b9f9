import { readLink } from "../core/link";

/**
 * The normalised address of a link that may be opened, or undefined for every other: only http and https ever are.
 * Anything else (a command, a file, a script, a relative path) is shown as text.
 */
export function webAddress(href: string): string | undefined {
  return readLink(href)?.url;
}

/**
 * An element that asks to open an address, and never goes there by itself: it has no `href`, so neither a click nor
 * the browser's own prefetching can leave the page.
 */
export function linkElement(address: string): HTMLElement {
  const element = document.createElement("a");
  element.setAttribute("role", "link");
  element.tabIndex = 0;
  element.title = address;
  return element;
}

/** The address behind what was clicked or keyed, or undefined when that is no link. */
export function addressAt(target: EventTarget | null): string | undefined {
  const link = target instanceof Element ? target.closest(".markdown a[role=link]") : null;
  return webAddress(link?.getAttribute("title") ?? "");
}
