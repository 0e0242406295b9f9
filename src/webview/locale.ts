/** How numbers and dates are written: the display language, which the host puts on the page. */
export function pageLocale(): string {
  return document.documentElement.lang || "en";
}
