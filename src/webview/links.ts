import * as l10n from "./l10n";
import { readLink } from "../core/link";
import { readableHost } from "../core/punycode";

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
  element.title = tooltip(address);
  element.dataset["address"] = address;
  return element;
}

/** The address of a `linkElement`; empty for any other element. */
export function addressOf(element: Element): string {
  return element.getAttribute("data-address") ?? "";
}

/** The address behind what was clicked or keyed, or undefined when that is no link. */
export function addressAt(target: EventTarget | null): string | undefined {
  const link = target instanceof Element ? target.closest(".markdown a[role=link]") : null;
  return link === null ? undefined : webAddress(addressOf(link));
}

/** A name in another alphabet can look like a known one: both ways of writing it are shown. */
function tooltip(address: string): string {
  const host = readLink(address)?.host ?? "";
  const reads = readableHost(host);
  return reads === host
    ? address
    : `${address}\n${l10n.t("The name has letters other than a to z. It reads {0}.", reads)}`;
}
